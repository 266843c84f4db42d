import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import type { Assistant, HeardCaption, RealtimeStatus } from 'rx-realtime';
import { of, switchMap } from 'rxjs';
import { pizzeria } from '../page/pizzeria.ts';

const noCaptions: readonly HeardCaption[] = [];
const idle: RealtimeStatus = { state: 'idle' };

/** A conversation: captions of both sides, a button that begins and ends it, and a line to write in. */
@Component({
  selector: 'app-conversation',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main>
      <button (click)="assistant() ? stop() : talk()">{{ assistant() ? 'Stop' : 'Talk' }}</button>
      <output>{{ status().state }}</output>
      <ol>
        @for (caption of captions(); track caption.id) {
          <li [class]="caption.who">{{ caption.heard }}</li>
        }
      </ol>
      <form (submit)="ask($event, question)">
        <input #question aria-label="Your question" />
      </form>
    </main>
  `,
})
export class ConversationComponent {
  readonly assistant = signal<Assistant | undefined>(undefined);
  readonly #assistant$ = toObservable(this.assistant);
  readonly captions = toSignal(this.#assistant$.pipe(switchMap((one) => one?.captions$ ?? of(noCaptions))), {
    initialValue: noCaptions,
  });
  readonly status = toSignal(this.#assistant$.pipe(switchMap((one) => one?.status$ ?? of(idle))), {
    initialValue: idle,
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  talk(): void {
    const next = pizzeria();
    next.connect();
    this.assistant.set(next);
  }

  stop(): void {
    this.assistant()?.close();
    this.assistant.set(undefined);
  }

  ask(event: Event, question: HTMLInputElement): void {
    event.preventDefault();
    this.assistant()?.ask(question.value);
    question.value = '';
  }
}

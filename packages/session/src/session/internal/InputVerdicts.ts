import { keepNewest } from '../../internal/keepNewest.ts';
import type { ServerEvent } from '@rx-realtime/codecs';
import { map, ReplaySubject, Subject } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { Judge } from '../../manners/judge.ts';
import { isMarked, sayKey } from '../../manners/internal/marks.ts';
import { verdictOn } from '../../manners/internal/verdictOn.ts';
import type { VerdictConfig } from '../../manners/internal/verdictOn.ts';

/** Turns and responses that are remembered. */
const remembered = 64;

/** What a guard says of what the user has spoken, and which answers wait for that. */
export class InputVerdicts {
  /** The items of turns that may not be in the conversation. */
  readonly rejected$ = new Subject<string>();
  readonly #judge: Judge<string>;
  readonly #config: VerdictConfig;
  readonly #judging: Subscription;
  readonly #turns = new Map<string, ReplaySubject<boolean>>();
  readonly #responses = new Map<string, Observable<boolean>>();
  #latest$: Observable<boolean> | undefined;

  constructor(judge: Judge<string>, config: VerdictConfig, judging: Subscription) {
    this.#judge = judge;
    this.#config = config;
    this.#judging = judging;
  }

  /** What a response is the answer to may be said; undefined where nobody asks. */
  of(responseId: string): Observable<boolean> | undefined {
    return this.#responses.get(responseId);
  }

  received(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.committed':
        this.#latest$ = this.#turn(event.item_id);
        return;
      case 'conversation.item.input_audio_transcription.completed':
        return this.#ask(event.item_id, event.transcript ?? '');
      case 'conversation.item.input_audio_transcription.failed':
        return this.#tell(event.item_id, false);
      case 'response.created': {
        const { id, metadata, conversation_id: conversationId } = event.response;
        if (this.#latest$ === undefined || conversationId === null || isMarked(metadata, sayKey)) return;
        keepNewest(this.#responses, id, this.#latest$, remembered);
        return;
      }
      default:
    }
  }

  #turn(itemId: string): ReplaySubject<boolean> {
    return (
      this.#turns.get(itemId) ?? keepNewest(this.#turns, itemId, new ReplaySubject<boolean>(1), remembered)
    );
  }

  #ask(itemId: string, transcript: string): void {
    this.#judging.add(
      verdictOn(this.#judge, transcript, this.#config)
        .pipe(map((verdict) => verdict === true))
        .subscribe((isAllowed) => this.#tell(itemId, isAllowed)),
    );
  }

  #tell(itemId: string, isAllowed: boolean): void {
    this.#turn(itemId).next(isAllowed);
    if (!isAllowed) this.rejected$.next(itemId);
  }
}

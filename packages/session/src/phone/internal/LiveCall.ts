import type { PhoneCall } from '@rx-realtime/audio/phone';
import { asyncScheduler, Subject, Subscription, take } from 'rxjs';
import * as t from 'io-ts';
import type { Assistant } from '../../session/assistant.ts';
import { realtimeSession } from '../../session/realtimeSession.ts';
import { messageOf } from '../../session/internal/StateStreams.ts';
import { SessionError } from '../../session/sessionError.ts';
import type { RealtimeTool } from '../../tools/realtimeTool.ts';
import { tool } from '../../tools/tool.ts';
import type { PhoneConfig } from '../phoneConfig.ts';
import type { PhoneEnd } from '../phoneEnd.ts';
import type { PhoneNotice } from '../phoneNotice.ts';
import { callFormatDifferences, withCallFormats } from './callFormats.ts';
import { leaving } from './leaving.ts';

/** What a call shows. */
export interface CallStreams {
  readonly call$: Subject<PhoneCall>;
  readonly assistant$: Subject<Assistant>;
  readonly notices$: Subject<PhoneNotice>;
  readonly errors$: Subject<SessionError>;
  readonly ended$: Subject<PhoneEnd>;
}

/** A call, and the assistant on it. */
export class LiveCall {
  /** Leaving it hangs up. */
  readonly connection = new Subscription();
  readonly #config: PhoneConfig;
  readonly #streams: CallStreams;
  readonly #hangUp$ = new Subject<void>();
  #call: PhoneCall | undefined;
  #isOver = false;
  #malformed = 0;

  constructor(config: PhoneConfig, streams: CallStreams) {
    this.#config = config;
    this.#streams = streams;
    this.connection.add(() => this.#end('hung_up'));
  }

  /** Waits for the call. */
  open(): void {
    this.connection.add(
      this.#config.media.subscribe({
        next: (call) => this.#take(call),
        error: (cause: unknown) => {
          this.#streams.errors$.next(new SessionError('ears_failed', messageOf(cause), cause));
          this.#end('call_failed');
        },
        complete: () => this.#end('caller'),
      }),
    );
  }

  #take(call: PhoneCall): void {
    if (this.#call) return; // one WebSocket is one call
    try {
      this.#begin(call);
    } catch (cause) {
      // What is wrong with this call must not throw where others are served.
      this.#streams.errors$.next(new SessionError('line_failed', messageOf(cause), cause));
      this.#end('assistant_failed');
    }
  }

  #begin(call: PhoneCall): void {
    this.#call = call;
    const { notices$, errors$ } = this.#streams;
    this.#streams.call$.next(call);
    const assistant = this.#assistantOn(call);
    const { connection } = this;
    connection.add(assistant.errors$.subscribe((error) => errors$.next(error)));
    connection.add(
      call.malformed$.subscribe((error) => {
        this.#malformed += 1;
        notices$.next({ kind: 'malformed', count: this.#malformed, error });
      }),
    );
    const { isGoodbye = () => false, scheduler = asyncScheduler } = this.#config;
    connection.add(
      leaving(assistant, { asked$: this.#hangUp$, isGoodbye, scheduler })
        .pipe(take(1))
        .subscribe(() => this.#end('goodbye')),
    );
    this.#streams.assistant$.next(assistant);
    const line = assistant.connect();
    line.add(() => this.#end('assistant_failed'));
    connection.add(line);
  }

  #assistantOn(call: PhoneCall): Assistant {
    const { media: _, socket, hangUpTool: __, isGoodbye: ___, tools = [], ...config } = this.#config;
    const session = withCallFormats(config.session, call);
    for (const notice of callFormatDifferences(session, call)) this.#streams.notices$.next(notice);
    return realtimeSession({
      ...config,
      session,
      socket: (settings) => socket(settings, call),
      tools: [...tools, ...this.#ownTools()],
      ears: call.voice$,
      mouth: call.player,
    });
  }

  #ownTools(): readonly RealtimeTool[] {
    const { hangUpTool = {} } = this.#config;
    if (hangUpTool === false) return [];
    const { name = 'hang_up', description = 'Ends the call. Say goodbye first.' } = hangUpTool;
    return [
      tool({
        name,
        description,
        parameters: t.type({}),
        followUp: 'silent',
        idempotent: true,
        run: () => {
          this.#hangUp$.next();
          return 'The call ends when the goodbye was heard.';
        },
      }),
    ];
  }

  /** Only the first reason counts. */
  #end(reason: PhoneEnd['reason']): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { call$, assistant$, notices$, errors$, ended$ } = this.#streams;
    this.connection.unsubscribe();
    if (reason !== 'caller') this.#call?.hangUp();
    ended$.next({ reason, malformed: this.#malformed });
    for (const stream$ of [call$, assistant$, notices$, errors$, ended$]) stream$.complete();
  }
}

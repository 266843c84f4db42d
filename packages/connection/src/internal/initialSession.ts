import {
  encodeClientEvent,
  type ErrorEvent,
  type ServerEvent,
  type SessionUpdate,
} from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import type { Verdict } from './closeOutcome.ts';
import { verdicts } from './verdicts.ts';

/** The first `session.update` of every session: what it says on the wire, and which event answers it. */
export class InitialSession {
  readonly update: SessionUpdate;
  readonly #encoded: ReturnType<typeof encodeClientEvent>;

  constructor(update: SessionUpdate) {
    this.update = update;
    this.#encoded = encodeClientEvent(update);
  }

  /** The frame to send, or why there is none. */
  get frame(): string | Verdict {
    return E.isRight(this.#encoded)
      ? this.#encoded.right
      : { ...verdicts.sessionNotEncodable, message: this.#encoded.left.message };
  }

  confirms(event: ServerEvent): boolean {
    return event.type === 'session.updated';
  }

  refuses(event: ServerEvent): event is ErrorEvent {
    return event.type === 'error' && event.error.event_id === this.update.event_id;
  }
}

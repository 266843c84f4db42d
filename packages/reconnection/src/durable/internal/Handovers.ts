import type { ConnectionRestored, Handover } from '@rx-realtime/codecs';
import type { TimestampProvider } from 'rxjs';
import type { Endpoints } from './Endpoints.ts';
import type { Partner } from './Partner.ts';

/** A handover that has begun. */
interface Begun extends Pick<Handover, 'reason' | 'isQuiet'> {
  /** By the clock. */
  readonly sinceMs: number;
  /** The endpoint that is left. */
  readonly from: number;
}

/** How the conversation goes from one session to the next: told once the next one holds it. */
export class Handovers {
  /** Sound that the newest session was said again, in milliseconds. */
  prefixMs = 0;
  readonly #endpoints: Endpoints;
  readonly #clock: TimestampProvider;
  #begun: Begun | undefined;

  constructor(endpoints: Endpoints, clock: TimestampProvider) {
    this.#endpoints = endpoints;
    this.#clock = clock;
  }

  /** A session is left. Where it never held the conversation, the handover to it goes on to another. */
  begin({ reason, isQuiet }: Pick<Handover, 'reason' | 'isQuiet'>, { place }: Partner): void {
    const { sinceMs, from } = this.#begun ?? { sinceMs: this.#clock.now(), from: place };
    this.#begun = { reason, isQuiet, sinceMs, from };
  }

  /** Somebody holds the conversation. */
  end(event: ConnectionRestored, { place, leftOut }: Partner): ConnectionRestored {
    if (this.#begun === undefined) return event;
    const { reason, isQuiet, sinceMs, from } = this.#begun;
    this.#begun = undefined;
    const gapMs = this.#clock.now() - sinceMs;
    const { prefixMs } = this;
    const missing = this.#endpoints.missing(from, place);
    return {
      ...event,
      handover: { reason, isQuiet, gapMs, prefixMs, endpoint: place, missing, leftOut },
    };
  }

  /** Nobody is waited for. */
  forget(): void {
    this.#begun = undefined;
  }
}

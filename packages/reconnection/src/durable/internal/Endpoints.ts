import type { Capabilities } from '@rx-realtime/codecs/correlation';
import { RealtimeError } from '@rx-realtime/connection';
import type { DurableEndpoint, DurableEndpointInfo } from '../durableEndpoint.ts';
import type { FailoverConfig } from '../failoverConfig.ts';

/** Which of several endpoints is tried, and which is next. */
export class Endpoints {
  readonly all: readonly DurableEndpoint[];
  /** The one that is tried, or that the session is at. */
  place = 0;
  readonly #config: FailoverConfig & { readonly stableAfterMs: number };
  /** Sessions in a row that came about here and ended young. */
  #young = 0;
  /** What has failed, or refused for good, since the last session that was stable. */
  readonly #failed = new Set<number>();
  readonly #refused = new Set<number>();

  constructor(all: readonly DurableEndpoint[], config: FailoverConfig & { readonly stableAfterMs: number }) {
    if (all.length === 0) throw new TypeError('expected an endpoint');
    this.all = all;
    this.#config = config;
  }

  /** Where a rotation leads. */
  get placeOfNext(): number {
    return this.#config.failBack ? 0 : this.place;
  }

  /**
   * A connection has failed: decides where the next attempt leads, and returns the error by which it is made, or not.
   *
   * A session that lasted is opened again where it was. An endpoint that was not reached, that refuses, or whose sessions
   * end young twice in a row is left for the next one; the first time around at once.
   *
   * @param livedMs how long there was a session; undefined when none came about
   */
  failed(error: RealtimeError, livedMs: number | undefined): RealtimeError {
    const { stableAfterMs, failoverObserver } = this.#config;
    if (livedMs !== undefined && livedMs >= stableAfterMs) {
      this.#young = 0;
      this.#failed.clear();
      this.#refused.clear();
    } else if (livedMs !== undefined) this.#young += 1;
    if (error.retriable && livedMs !== undefined && this.#young < 2) return error;
    const from = this.place;
    this.#failed.add(from);
    if (!error.retriable) this.#refused.add(from);
    const next = this.#after(from);
    if (next === undefined) return error;
    this.place = next;
    this.#young = 0;
    failoverObserver?.next({
      from: infoOf(this.at(from)),
      to: infoOf(this.at(next)),
      error,
      missing: this.missing(from, next),
    });
    // What the one server asked for, a wait, does not bind the other.
    const retryAfterMs = this.#failed.has(next) ? undefined : 0;
    const { message } = error;
    return new RealtimeError({ ...error, message, retriable: true, retryAfterMs, leastWaitMs: undefined });
  }

  /** What can be done at the one place and not at the other. */
  missing(from: number, to: number): readonly (keyof Capabilities)[] {
    const before: Capabilities = this.at(from).dialect?.capabilities ?? {};
    const after: Capabilities = this.at(to).dialect?.capabilities ?? {};
    const names = Object.keys(after) as (keyof Capabilities)[];
    return names.filter((name) => after[name] === false && before[name] !== false);
  }

  at(place: number): DurableEndpoint {
    return this.all[place] ?? {};
  }

  /** The next one that has not refused for good; undefined where there is no other. */
  #after(place: number): number | undefined {
    const { length } = this.all;
    const others = Array.from({ length: length - 1 }, (_, index) => (place + index + 1) % length);
    return others.find((other) => !this.#refused.has(other));
  }
}

/** An endpoint without its secrets. */
export const infoOf = ({ apiKey: _key, headers: _headers, ...info }: DurableEndpoint): DurableEndpointInfo =>
  info;

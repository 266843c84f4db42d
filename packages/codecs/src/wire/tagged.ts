import { decodeFailure } from '../describe/failure.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import { describe } from './explain.ts';

/** An event as far as it is understood before its codec is known. */
export interface Tagged {
  readonly type: string;
}

/** Stands in for an event when there is none. (An `Either` for each step would be half of the cost.) */
export class Refusal {
  readonly failure: DecodeFailure;

  constructor(code: DecodeFailure['code'], message: string) {
    this.failure = decodeFailure(code, message);
  }
}

/** The `type` of what may be an event. */
export function typeOf(u: unknown): string | undefined {
  const type: unknown = (u as Partial<Tagged> | null | undefined)?.type;
  return typeof type === 'string' ? type : undefined;
}

/** Takes an object with a `type` for an event. */
export function asTagged(u: unknown): Tagged | Refusal {
  if (u instanceof Refusal) return u;
  return typeof u === 'object' && typeOf(u) !== undefined
    ? (u as Tagged)
    : new Refusal('not_an_event', `expected an object with a string "type", got ${describe(u)}`);
}

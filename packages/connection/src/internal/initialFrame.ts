import type { EncodeFailure } from '@rx-realtime/codecs';
import type { either as E } from 'fp-ts';
import { permanent } from './line/verdicts.ts';
import type { Verdict } from './line/verdicts.ts';

/** The first `session.update` of a session as it goes over the wire, or why there is none. */
export const initialFrame = <Out>(
  update: Out,
  encode: (event: Out) => E.Either<EncodeFailure, string>,
): string | Verdict => {
  const encoded = encode(update);
  return encoded._tag === 'Right'
    ? encoded.right
    : permanent('session_not_encodable', 'policy', encoded.left.message);
};

import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import type { EncodeFailure } from '../describe/failure.ts';
import { ownAppendFrame } from '../fast/ownAppend.ts';
import { eventWriter } from '../wire/eventWriter.ts';
import { translationClientEventCodecs } from './translationClientEventCodecs.ts';
import type { TranslationClientEvent } from './translationClientEventCodecs.ts';

const write = /*#__PURE__*/ eventWriter(translationClientEventCodecs);

/** As `encodeClientEvent`, in a translation session. */
export function encodeTranslationClientEvent(event: TranslationClientEvent): E.Either<EncodeFailure, string> {
  const append = ownAppendFrame(event);
  return append === undefined ? write(event) : either.right(append);
}

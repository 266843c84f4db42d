import type { either as E } from 'fp-ts';
import type { DecodeFailure } from '../describe/failure.ts';
import { eventReader, orFailure } from '../wire/eventReader.ts';
import type { DecodeConfig } from '../wire/eventReader.ts';
import { translationClientEventCodecs } from './translationClientEventCodecs.ts';
import type { TranslationClientEvent } from './translationClientEventCodecs.ts';

const read = /*#__PURE__*/ eventReader(translationClientEventCodecs);

/** As `decodeClientEvent`, in a translation session. */
export function decodeTranslationClientEvent(
  u: unknown,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationClientEvent> {
  return orFailure(read.value(u, config));
}

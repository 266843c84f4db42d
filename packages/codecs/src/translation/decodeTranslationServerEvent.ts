import type { either as E } from 'fp-ts';
import type { DecodeFailure } from '../describe/failure.ts';
import { eventReader } from '../wire/eventReader.ts';
import type { DecodeConfig } from '../wire/eventReader.ts';
import { orUnknownEvent } from '../wire/orUnknownEvent.ts';
import { translationServerEventCodecs } from './translationServerEventCodecs.ts';
import type { TranslationServerEvent } from './translationServerEventCodecs.ts';

const read = /*#__PURE__*/ eventReader(translationServerEventCodecs, { salvages: true });

/** As `decodeFrame`, in a translation session. */
export function decodeTranslationFrame(
  frame: string | Uint8Array,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationServerEvent> {
  return orUnknownEvent(read.frame(frame, config), config);
}

/** As `decodeServerEvent`, in a translation session. */
export function decodeTranslationServerEvent(
  u: unknown,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationServerEvent> {
  return orUnknownEvent(read.value(u, config), config);
}

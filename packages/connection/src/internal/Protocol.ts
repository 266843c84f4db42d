import type {
  ClientEvent,
  DecodeConfig,
  DecodeFailure,
  EncodeFailure,
  ServerEvent,
  UnknownServerEvent,
} from '@rx-realtime/codecs';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import type { TranslationClientEvent, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import type { either } from 'fp-ts';

/** What any kind of session may say. */
export type AnyServerEvent = ServerEvent | TranslationServerEvent;
/** What any kind of session may be told. */
export type AnyClientEvent = ClientEvent | TranslationClientEvent;

/** How the events of one kind of session go over the wire: what comes in, what goes out, and how one answers the other. */
export interface Protocol<In extends AnyServerEvent, Out extends AnyClientEvent> {
  readonly decode: (
    frame: string | Uint8Array,
    config: DecodeConfig,
  ) => either.Either<DecodeFailure, In | UnknownServerEvent>;
  readonly encode: (event: Out) => either.Either<EncodeFailure, string>;
  /** Gives an event the ids by which its answer is known; sound, which has none, is left as it is. */
  readonly identify: (event: Out) => Out;
  readonly correlation: Correlation<Out, In>;
}

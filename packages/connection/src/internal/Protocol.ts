import type { ClientEvent, DecodeFailure, EncodeFailure, ServerEvent } from '@rx-realtime/codecs';
import type { TranslationClientEvent, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import type { either } from 'fp-ts';

/** What any kind of session may say. */
export type AnyServerEvent = ServerEvent | TranslationServerEvent;
/** What any kind of session may be told. */
export type AnyClientEvent = ClientEvent | TranslationClientEvent;

/** How the events of one kind of session go over the wire: what comes in, what goes out. */
export interface Protocol<In extends AnyServerEvent, Out extends AnyClientEvent> {
  readonly decode: (frame: string | Uint8Array) => either.Either<DecodeFailure, In>;
  readonly encode: (event: Out) => either.Either<EncodeFailure, string>;
}

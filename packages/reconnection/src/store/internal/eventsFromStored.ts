import { decodeClientEvent, decodeServerEvent, UnknownVariant } from '@rx-realtime/codecs';
import type { IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { LocalEventFromStored } from './localEventFromStored.ts';

/** Longest piece of sound, in characters of base64: that of a frame. */
const maxSound = 24 * 1024 * 1024;

/** A piece of sound of which only the length is kept. */
const StoredSound = t.type({
  type: t.literal('response.output_audio.delta'),
  soundLength: t.refinement(t.Int, (length) => length >= 0 && length <= maxSound, 'SoundLength'),
});

/** Silence of the same length: sound is counted, not kept. */
const withSound = (u: unknown): unknown => {
  if (!StoredSound.is(u)) return u;
  const { soundLength, ...rest } = u;
  return { ...rest, delta: 'A'.repeat(soundLength) };
};

const isEvent = (u: unknown): u is ServerEvent => {
  if (LocalEventFromStored.is(u) || UnknownVariant.is(u)) return true;
  const read = decodeServerEvent(u);
  return E.isRight(read) && read.right === u;
};

/** What a server has said, or the socket has told itself. */
export const ServerEventFromStored: t.Type<ServerEvent, unknown> = new t.Type(
  'ServerEvent',
  isEvent,
  (u, context) => {
    if (LocalEventFromStored.is(u)) return t.success(u);
    const read = decodeServerEvent(withSound(u));
    return E.isRight(read) ? t.success(read.right) : t.failure(u, context, read.left.message);
  },
  (event) => {
    if (event.type === 'unknown') return event.payload;
    if (event.type !== 'response.output_audio.delta') return event;
    const { delta, ...rest } = event;
    return { ...rest, soundLength: delta.length };
  },
);

const hasId = (event: { readonly event_id?: string | null | undefined }): event is IdentifiedClientEvent =>
  typeof event.event_id === 'string';

/** What the client has said, with its id. */
export const ClientEventFromStored: t.Type<IdentifiedClientEvent, unknown> = new t.Type(
  'ClientEvent',
  (u): u is IdentifiedClientEvent => {
    const read = decodeClientEvent(u);
    return E.isRight(read) && hasId(read.right);
  },
  (u, context) => {
    const read = decodeClientEvent(u);
    if (E.isLeft(read)) return t.failure(u, context, read.left.message);
    return hasId(read.right) ? t.success(read.right) : t.failure(u, context, 'expected an event_id');
  },
  t.identity,
);

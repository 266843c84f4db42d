import { declaredFormats } from '@rx-realtime/codecs';
import type { ServerEvent, TypedEvent } from '@rx-realtime/codecs';
import { bytesPerMsOf } from '@rx-realtime/pcm';

/** What a session begins with: PCM of 24,000 samples a second. */
export const defaultBytesPerMs = /*#__PURE__*/ bytesPerMsOf({ type: 'audio/pcm' });

/** How many bytes a millisecond of input sound takes in the session that an event tells of. */
export const bytesPerMs = (event: ServerEvent): number | undefined =>
  event.type === 'session.created' || event.type === 'session.updated'
    ? bytesPerMsOf(declaredFormats(event).input)
    : undefined;

/** Marks sound that goes in the order of the control events, and never grows old. */
export const lasting: unique symbol = /*#__PURE__*/ Symbol('lasting');

/** The sound of an append, as base64. */
export const soundOf = (
  event: TypedEvent & { readonly audio?: string; readonly [lasting]?: true },
): string | undefined =>
  /^(session\.)?input_audio_buffer\.append$/.test(event.type) && !event[lasting] ? event.audio : undefined;

import type { TypedEvent } from '@rx-realtime/codecs';

/** Signed 16-bit samples: two bytes each. */
const pcm16BytesPerMs = (rateHz: number): number => (rateHz * 2) / 1000;
/** What a session begins with: PCM of 24,000 samples a second. */
export const defaultBytesPerMs = pcm16BytesPerMs(24_000);
/** G.711: 8,000 samples of one byte each a second. */
const g711BytesPerMs = 8;

/** The part of an event that says how input audio is encoded. */
interface WithInputFormat {
  readonly audio?: {
    readonly input?: {
      readonly format?: { readonly type?: string; readonly rate?: number | null } | null;
    } | null;
  } | null;
}

/** How many bytes a millisecond of input sound takes in the session that an event tells of. */
export const bytesPerMs = (event: TypedEvent & { readonly session?: object }): number | undefined => {
  if (event.type !== 'session.created' && event.type !== 'session.updated') return undefined;
  const format = (event.session as WithInputFormat | undefined)?.audio?.input?.format;
  const isG711 = format?.type === 'audio/pcmu' || format?.type === 'audio/pcma';
  return isG711 ? g711BytesPerMs : pcm16BytesPerMs(format?.rate || 24_000);
};

/** Marks sound that goes in the order of the control events, and never grows old. */
export const lasting: unique symbol = /*#__PURE__*/ Symbol('lasting');

/** The sound of an append, as base64. */
export const soundOf = (
  event: TypedEvent & { readonly audio?: string; readonly [lasting]?: true },
): string | undefined =>
  /^(session\.)?input_audio_buffer\.append$/.test(event.type) && !event[lasting] ? event.audio : undefined;

/** How long sound lasts, in milliseconds. */
export const soundMs = (base64: string | undefined, perMs: number): number => {
  if (base64 === undefined) return 0;
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return ((base64.length / 4) * 3 - padding) / perMs;
};

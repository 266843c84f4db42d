import * as t from 'io-ts';
import { integer, vital } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';

/** Signed 16-bit little-endian samples, mono. */
export const PcmFormat = struct(
  'PcmFormat',
  { type: vital(t.literal('audio/pcm')) },
  {
    /** Samples per second, Hz. Only 24000 is supported. */
    rate: integer(24_000, 24_000),
  },
);
export interface PcmFormat extends t.TypeOf<typeof PcmFormat> {}

/** G.711 µ-law, 8000 Hz, mono. */
export const PcmuFormat = struct('PcmuFormat', { type: vital(t.literal('audio/pcmu')) }, {});
export interface PcmuFormat extends t.TypeOf<typeof PcmuFormat> {}

/** G.711 A-law, 8000 Hz, mono. */
export const PcmaFormat = struct('PcmaFormat', { type: vital(t.literal('audio/pcma')) }, {});
export interface PcmaFormat extends t.TypeOf<typeof PcmaFormat> {}

/** How the sound of a session is coded. */
export type AudioFormat = PcmFormat | PcmuFormat | PcmaFormat;
export const AudioFormat: t.Type<AudioFormat> = tagged('AudioFormat', 'type', {
  'audio/pcm': PcmFormat,
  'audio/pcmu': PcmuFormat,
  'audio/pcma': PcmaFormat,
});

import * as t from 'io-ts';
import { clientFields } from './fields.ts';
import { command } from '../describe/struct.ts';

/** Adds sound to translate. The WebSocket of a conversation accepts it too. */
export const SessionInputAudioBufferAppend = command(
  'SessionInputAudioBufferAppend',
  {
    type: t.literal('session.input_audio_buffer.append'),
    /** Base64 of PCM16 at 24 kHz, mono; the engine works in frames of 200 ms. */
    audio: t.string,
  },
  clientFields,
);
export interface SessionInputAudioBufferAppend extends t.TypeOf<typeof SessionInputAudioBufferAppend> {}

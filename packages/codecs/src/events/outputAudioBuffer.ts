import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { command, struct } from '../describe/struct.ts';

/** Stops the playback that the server does for WebRTC and SIP; send `response.cancel` first. A WebSocket refuses it. */
export const OutputAudioBufferClear = command(
  'OutputAudioBufferClear',
  { type: t.literal('output_audio_buffer.clear') },
  {
    /** Your id for this event. */
    event_id: t.string,
  },
);
export interface OutputAudioBufferClear extends t.TypeOf<typeof OutputAudioBufferClear> {}

const playbackFields = {
  ...serverFields,
  /** The response that is played, `resp_…`. */
  response_id: t.string,
};

/** The server begins to play a response. WebRTC and SIP only. */
export const OutputAudioBufferStarted = struct(
  'OutputAudioBufferStarted',
  { ...playbackFields, type: t.literal('output_audio_buffer.started') },
  {},
);
export interface OutputAudioBufferStarted extends t.TypeOf<typeof OutputAudioBufferStarted> {}

/** The server has played all of it. WebRTC and SIP only. */
export const OutputAudioBufferStopped = struct(
  'OutputAudioBufferStopped',
  { ...playbackFields, type: t.literal('output_audio_buffer.stopped') },
  {},
);
export interface OutputAudioBufferStopped extends t.TypeOf<typeof OutputAudioBufferStopped> {}

/** The server dropped what was not yet played: the user spoke, or the client cleared. WebRTC and SIP only. */
export const OutputAudioBufferCleared = struct(
  'OutputAudioBufferCleared',
  { ...playbackFields, type: t.literal('output_audio_buffer.cleared') },
  {},
);
export interface OutputAudioBufferCleared extends t.TypeOf<typeof OutputAudioBufferCleared> {}

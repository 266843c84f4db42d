import * as t from 'io-ts';
import { clientFields, serverFields } from './fields.ts';
import { expected, filled, integer, nullable } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';

/** Adds sound to the buffer. Not answered. */
export const InputAudioBufferAppend = command(
  'InputAudioBufferAppend',
  {
    type: t.literal('input_audio_buffer.append'),
    /** Base64 in the session's input format, at most 15 MiB of sound. */
    audio: t.string,
  },
  clientFields,
);
export interface InputAudioBufferAppend extends t.TypeOf<typeof InputAudioBufferAppend> {}

/** Makes the buffer a user's item, at least 100 ms. Answered by `input_audio_buffer.committed`. Starts no response. */
export const InputAudioBufferCommit = command(
  'InputAudioBufferCommit',
  { type: t.literal('input_audio_buffer.commit') },
  clientFields,
);
export interface InputAudioBufferCommit extends t.TypeOf<typeof InputAudioBufferCommit> {}

/** Empties the buffer. Answered by `input_audio_buffer.cleared`. */
export const InputAudioBufferClear = command(
  'InputAudioBufferClear',
  { type: t.literal('input_audio_buffer.clear') },
  clientFields,
);
export interface InputAudioBufferClear extends t.TypeOf<typeof InputAudioBufferClear> {}

const userItemField = {
  /** The user's item, `item_…`: the same id from the first sound to the transcript. */
  item_id: t.string,
};

/** The buffer became a user's item. */
export const InputAudioBufferCommitted = struct(
  'InputAudioBufferCommitted',
  { ...serverFields, type: t.literal('input_audio_buffer.committed'), ...userItemField },
  {
    /** The item before it; null for the first. */
    previous_item_id: nullable<string>(t.string),
  },
);
export interface InputAudioBufferCommitted extends t.TypeOf<typeof InputAudioBufferCommitted> {}

/** Confirms `input_audio_buffer.clear`. */
export const InputAudioBufferCleared = struct(
  'InputAudioBufferCleared',
  { ...serverFields, type: t.literal('input_audio_buffer.cleared') },
  {},
);
export interface InputAudioBufferCleared extends t.TypeOf<typeof InputAudioBufferCleared> {}

/** The user begins to speak; a running response is about to be cancelled unless the session says otherwise. */
export const InputAudioBufferSpeechStarted = struct(
  'InputAudioBufferSpeechStarted',
  {
    ...serverFields,
    type: t.literal('input_audio_buffer.speech_started'),
    ...userItemField,
  },
  {
    /** Where the speech begins, ms of all sound written in the session, minus the padding. */
    audio_start_ms: expected(integer()),
  },
);
export interface InputAudioBufferSpeechStarted extends t.TypeOf<typeof InputAudioBufferSpeechStarted> {}

/** The user has finished; the turn is committed next. */
export const InputAudioBufferSpeechStopped = struct(
  'InputAudioBufferSpeechStopped',
  {
    ...serverFields,
    type: t.literal('input_audio_buffer.speech_stopped'),
    ...userItemField,
  },
  {
    /** Where the speech ends, ms of all sound written in the session. */
    audio_end_ms: expected(integer()),
  },
);
export interface InputAudioBufferSpeechStopped extends t.TypeOf<typeof InputAudioBufferSpeechStopped> {}

/** Nobody spoke for `idle_timeout_ms`; the silence is committed and answered. */
export const InputAudioBufferTimeoutTriggered = struct(
  'InputAudioBufferTimeoutTriggered',
  {
    ...serverFields,
    type: t.literal('input_audio_buffer.timeout_triggered'),
    ...userItemField,
  },
  {
    /** Where the silence begins, ms of all sound written in the session. */
    audio_start_ms: expected(integer()),
    /** Where it ends. */
    audio_end_ms: expected(integer()),
  },
);
export interface InputAudioBufferTimeoutTriggered extends t.TypeOf<typeof InputAudioBufferTimeoutTriggered> {}

/** The caller pressed a key of the telephone. Calls over SIP only. */
export const InputAudioBufferDtmfEventReceived = struct(
  'InputAudioBufferDtmfEventReceived',
  {
    type: t.literal('input_audio_buffer.dtmf_event_received'),
    /** The key: 0–9, `*`, `#`, A–D. Some servers call it `digit`; empty when a server names none. */
    event: filled<string>(t.string, ({ digit }) => (typeof digit === 'string' ? digit : '')),
  },
  {
    /** When, Unix seconds. */
    received_at: expected(integer()),
    /** The schema has no id for this event. */
    event_id: t.string,
  },
);
export interface InputAudioBufferDtmfEventReceived extends t.TypeOf<
  typeof InputAudioBufferDtmfEventReceived
> {}

import type { InputAudioBufferAppend } from '@rx-realtime/codecs';
import { byteLengthOf, bytesPerMsOf, samplesOf } from '@rx-realtime/pcm';
import { commitEmpty } from '../shapes/refusal.ts';
import { responseOf } from './draft.ts';
import type { Draft, Session } from './draft.ts';
import { addItem } from './onItem.ts';
import { begin, end } from './onResponse.ts';

/** Whole samples, so that sums of sound are exact: 24,000 a second, whatever the format. */
const samplesAt = (ms: number): number => samplesOf(ms, 24_000);
const msOf = (samples: number): number => samples / 24;

const shortestCommitMs = 100;
/** Silence before a turn that the server keeps. */
const keptSilence = samplesAt(30_000);

const itemId = (draft: Draft, session: Session): string => (session.nextItemId ??= draft.id('item'));

const detectionOf = ({ settings }: Session) => settings.audio.input.turn_detection;

export const onInputAppend = (session: Session, { audio }: InputAudioBufferAppend): void => {
  session.position += samplesAt(byteLengthOf(audio) / bytesPerMsOf(session.settings.audio.input.format));
  if (detectionOf(session) === null || session.isSpeaking) return;
  session.bufferStart = Math.max(session.bufferStart, session.position - keptSilence);
};

/** The sound in the buffer, up to a point of all sound appended, becomes the user's item. */
const commitTo = (draft: Draft, session: Session, to: number): void => {
  const id = itemId(draft, session);
  session.nextItemId = undefined;
  session.isSpeaking = false;
  session.bufferStart = Math.max(session.bufferStart, Math.min(session.position, to));
  const previous = session.items.at(-1)?.id ?? null;
  draft.events.push({
    type: 'input_audio_buffer.committed',
    event_id: draft.id('event'),
    previous_item_id: previous,
    item_id: id,
  });
  const wire = {
    id,
    type: 'message' as const,
    status: 'completed' as const,
    role: 'user' as const,
    content: [{ type: 'input_audio' as const, transcript: null }],
  };
  addItem(draft, session, { id, wire, audioMs: 0, isSpoken: false, isTruncated: false }, null);
};

export const onInputCommit = (draft: Draft, session: Session): void => {
  const bufferedMs = msOf(session.position - session.bufferStart);
  if (bufferedMs < shortestCommitMs) draft.refuse(commitEmpty(bufferedMs));
  else commitTo(draft, session, session.position);
};

export const onInputClear = (draft: Draft, session: Session): void => {
  session.bufferStart = session.position;
  session.nextItemId = undefined;
  session.isSpeaking = false;
  draft.events.push({ type: 'input_audio_buffer.cleared', event_id: draft.id('event') });
};

export const onInputBegins = (draft: Draft, session: Session, startMs = msOf(session.bufferStart)): void => {
  const detection = detectionOf(session);
  if (detection === null || session.isSpeaking) return;
  session.isSpeaking = true;
  draft.events.push({
    type: 'input_audio_buffer.speech_started',
    event_id: draft.id('event'),
    audio_start_ms: Math.ceil(startMs),
    item_id: itemId(draft, session),
  });
  const response = responseOf(session, undefined);
  if (response && detection.interrupt_response) end(draft, session, response, 'turn_detected');
};

export const onInputEnds = (draft: Draft, session: Session, endMs = msOf(session.position)): void => {
  const detection = detectionOf(session);
  if (detection === null || !session.isSpeaking) return;
  draft.events.push({
    type: 'input_audio_buffer.speech_stopped',
    event_id: draft.id('event'),
    audio_end_ms: Math.floor(endMs),
    item_id: itemId(draft, session),
  });
  commitTo(draft, session, samplesAt(endMs));
  if (detection.create_response && responseOf(session, undefined) === undefined) begin(draft, session);
};

import type { InputAudioBufferAppend } from '@rx-realtime/codecs';
import { bytesPerMsOf } from '@rx-realtime/pcm';
import { commitEmpty } from '../shapes/refusal.ts';
import { responseOf } from './draft.ts';
import type { Draft, Session } from './draft.ts';
import { addItem } from './onItem.ts';
import { begin, end } from './onResponse.ts';

const shortestCommitMs = 100;
/** Silence before a turn that the server keeps. */
const keptSilenceMs = 30_000;

const byteLength = (base64: string): number => {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
};

const itemId = (draft: Draft, session: Session): string => (session.nextItemId ??= draft.id('item'));

const detectionOf = ({ settings }: Session) => settings.audio.input.turn_detection;

export const onInputAppend = (session: Session, { audio }: InputAudioBufferAppend): void => {
  session.positionMs += byteLength(audio) / bytesPerMsOf(session.settings.audio.input.format);
  if (detectionOf(session) === null || session.isSpeaking) return;
  session.bufferStartMs = Math.max(session.bufferStartMs, session.positionMs - keptSilenceMs);
};

/** The sound in the buffer, up to a point of all sound appended, becomes the user's item. */
const commitTo = (draft: Draft, session: Session, toMs: number): void => {
  const id = itemId(draft, session);
  session.nextItemId = undefined;
  session.isSpeaking = false;
  session.bufferStartMs = Math.max(session.bufferStartMs, Math.min(session.positionMs, toMs));
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
  const bufferedMs = session.positionMs - session.bufferStartMs;
  if (bufferedMs < shortestCommitMs) draft.refuse(commitEmpty(bufferedMs));
  else commitTo(draft, session, session.positionMs);
};

export const onInputClear = (draft: Draft, session: Session): void => {
  session.bufferStartMs = session.positionMs;
  session.nextItemId = undefined;
  session.isSpeaking = false;
  draft.events.push({ type: 'input_audio_buffer.cleared', event_id: draft.id('event') });
};

export const onInputBegins = (draft: Draft, session: Session, startMs = session.bufferStartMs): void => {
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

export const onInputEnds = (draft: Draft, session: Session, endMs = session.positionMs): void => {
  const detection = detectionOf(session);
  if (detection === null || !session.isSpeaking) return;
  draft.events.push({
    type: 'input_audio_buffer.speech_stopped',
    event_id: draft.id('event'),
    audio_end_ms: Math.floor(endMs),
    item_id: itemId(draft, session),
  });
  commitTo(draft, session, endMs);
  if (detection.create_response && responseOf(session, undefined) === undefined) begin(draft, session);
};

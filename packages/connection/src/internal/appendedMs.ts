import type { AnyClientEvent } from './Protocol.ts';

/** 24,000 samples of two bytes each a second. */
const pcm16BytesPerMs = 48;
/** G.711: 8,000 samples of one byte each a second. */
const g711BytesPerMs = 8;

/** The part of a session that says how input audio is encoded. */
interface WithInputFormat {
  readonly audio?: { readonly input?: { readonly format?: { readonly type?: string } | null } | null } | null;
}

/** How many bytes a millisecond of input audio takes in this session. */
export const bytesPerMsOf = (session: object | undefined): number => {
  const type = (session as WithInputFormat | undefined)?.audio?.input?.format?.type;
  return type === 'audio/pcmu' || type === 'audio/pcma' ? g711BytesPerMs : pcm16BytesPerMs;
};

type Append = Extract<AnyClientEvent, { readonly audio: string }>;

/** Whether an event carries input audio. */
export const isAppend = (event: AnyClientEvent): event is Append =>
  event.type === 'input_audio_buffer.append' || event.type === 'session.input_audio_buffer.append';

/** How long the audio of an append lasts, in milliseconds; 0 for every other event. */
export const appendedMs = (event: AnyClientEvent, bytesPerMs: number): number => {
  if (!isAppend(event)) return 0;
  const { audio } = event;
  const padding = audio.endsWith('==') ? 2 : audio.endsWith('=') ? 1 : 0;
  return ((audio.length / 4) * 3 - padding) / bytesPerMs;
};

import { heardTranscript } from '@rx-realtime/audio';
import type { PlaybackLedger } from '@rx-realtime/audio';
import type { Caption } from '@rx-realtime/responses/conversation';
import type { HeardCaption } from '../heardCaption.ts';

/** What has been heard of an answer, by the player; undefined where the player has not had it. */
const heardOf = (id: string, text: string, { parts }: PlaybackLedger): string | undefined => {
  const own = parts.filter(({ itemId }) => itemId === id);
  if (own.length === 0) return undefined;
  const heardMs = own.reduce((sum, { playedMs }) => sum + playedMs, 0);
  const totalMs = own.reduce((sum, { receivedMs }) => sum + receivedMs, 0);
  return heardTranscript(text, { heardMs, totalMs });
};

/** A line with what has been heard of it; the line as it was shown where nothing is new. */
export const heardLine = (
  { id, who, text, status }: Caption,
  shown: HeardCaption | undefined,
  ledger: PlaybackLedger,
): HeardCaption => {
  // The conversation shortens what was cut; the words that were cut are those that were shown.
  const isCut = status === 'interrupted' && shown !== undefined && shown.text.startsWith(text);
  const whole = isCut ? shown.text : text;
  const played = who === 'assistant' ? heardOf(id, whole, ledger) : undefined;
  // Of words that ran ahead of a line that was lost the player never had the sound.
  const heardOfSpeech = isCut && played !== undefined && played.length > text.length ? text : played;
  const isHeard = who === 'user' || status !== 'partial';
  const heard = heardOfSpeech ?? (isHeard ? text : '');
  if (shown?.text === whole && shown.status === status && shown.heard === heard) return shown;
  return { id, who, text: whole, status, heard };
};

import type { UserMessageItem } from '../resources/messageItem.ts';
import type { AudioInput } from './base64FromAudio.ts';
import { base64FromAudio } from './base64FromAudio.ts';
import { userMessage } from './userMessage.ts';

/** A user's message in sound, in the session's input format. */
export function userAudio(audio: AudioInput): UserMessageItem {
  return userMessage({ type: 'input_audio', audio: base64FromAudio(audio) });
}

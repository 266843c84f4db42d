export { microphone, type MicrophoneConfig } from './browser/microphone.ts';
export { speaker, type Speaker, type SpeakerConfig } from './browser/speaker.ts';
export { workletUrl } from './browser/workletUrl.ts';

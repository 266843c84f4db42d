export { appendInputAudio, type AppendInputAudioConfig } from './appendInputAudio.ts';
export type { SessionAudioFormat } from './internal/sessionFormat.ts';
export { AudioError, type AudioErrorCode, type AudioErrorInfo } from './audioError.ts';
export { chunkPcm16, type ChunkPcm16Config } from './chunkPcm16.ts';
export { decodeG711, encodeG711, type G711Format } from './g711.ts';
export { heardTranscript, type HeardTranscriptConfig } from './heardTranscript.ts';
export { outputAudio, type OutputAudio, type OutputAudioConfig } from './outputAudio.ts';
export { paceAudio, type PaceAudioConfig } from './paceAudio.ts';
export { durationMs, type Pcm16 } from './pcm16.ts';
export { playback, type PlaybackCommand, type PlaybackConfig } from './playback.ts';
export {
  emptyPlaybackLedger,
  type PlaybackCut,
  type PlaybackEvent,
  type PlaybackLedger,
  type PlaybackPart,
  type PlaybackSegment,
  reducePlayback,
} from './playbackLedger.ts';
export type { Player } from './player.ts';
export { resamplePcm16, type ResamplePcm16Config } from './resamplePcm16.ts';
export { silence, type SilenceConfig } from './silence.ts';
export { tone, type ToneConfig } from './tone.ts';
export { virtualPlayer, type VirtualPlayer, type VirtualPlayerConfig } from './virtualPlayer.ts';

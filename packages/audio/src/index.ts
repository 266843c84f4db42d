export { appendInputAudio, type AppendInputAudioConfig } from './appendInputAudio.ts';
export type { SessionAudioFormat } from './internal/sessionFormat.ts';
export { audioClock, type AudioClock, type AudioClockConfig } from './audioClock.ts';
export { AudioError, type AudioErrorCode, type AudioErrorInfo } from './audioError.ts';
export { chunkPcm16, type ChunkPcm16Config } from './chunkPcm16.ts';
export { collectPeaks, type CollectPeaksConfig, type Peaks } from './collectPeaks.ts';
export { fvadDetector, type FvadDetectorConfig, type FvadModule } from './fvadDetector.ts';
export { decodeG711 } from './decodeG711.ts';
export { encodeG711 } from './encodeG711.ts';
export type { G711Format } from './internal/g711Format.ts';
export { gateByVoice, type GateByVoiceConfig } from './gateByVoice.ts';
export { heardTranscript, type HeardTranscriptConfig } from './heardTranscript.ts';
export type { SampleEncoding } from './internal/sampleEncoding.ts';
export type { VoiceConfig } from './internal/voiceTracker.ts';
export { jitterBuffer, type JitterBufferConfig, type JitterUnderrun } from './jitterBuffer.ts';
export { type Level, levelMeter, type LevelMeterConfig } from './levelMeter.ts';
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
} from './reducePlayback.ts';
export type { Player } from './player.ts';
export { preRoll, type PreRollConfig } from './preRoll.ts';
export { resamplePcm16, type ResamplePcm16Config } from './resamplePcm16.ts';
export { silence, type SilenceConfig } from './silence.ts';
export { type RawSamples, toPcm16, type ToPcm16Config } from './toPcm16.ts';
export { tone, type ToneConfig } from './tone.ts';
export { virtualPlayer, type VirtualPlayer, type VirtualPlayerConfig } from './virtualPlayer.ts';
export { voiceActivity, type VoiceActivity } from './voiceActivity.ts';
export { levelDetector, type LevelDetectorConfig, type VoiceDetector } from './levelDetector.ts';

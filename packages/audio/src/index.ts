export { appendInputAudio, type AppendInputAudioConfig } from './ears/appendInputAudio.ts';
export {
  inputAudioMeter,
  type InputAudioLength,
  type InputAudioMeterConfig,
} from './ears/inputAudioMeter.ts';
export { AudioError, isAudioError, type AudioErrorCode, type AudioErrorInfo } from './audioError.ts';
export { chunkPcm16, type ChunkPcm16Config } from './sound/chunkPcm16.ts';
export { collectPeaks, type CollectPeaksConfig, type Peaks } from './sound/collectPeaks.ts';
export { fvadDetector, type FvadDetectorConfig, type FvadModule } from './ears/fvadDetector.ts';
export { gateByVoice, type GateByVoiceConfig } from './ears/gateByVoice.ts';
export { heardTranscript, type HeardTranscriptConfig } from './mouth/heardTranscript.ts';
export type { VoiceConfig } from './ears/voiceTracker.ts';
export { jitterBuffer, type JitterBufferConfig, type JitterUnderrun } from './sound/jitterBuffer.ts';
export { levelMeter, type LevelMeterConfig } from './sound/levelMeter.ts';
export { outputAudio } from './mouth/outputAudio.ts';
export { paceAudio, type PaceAudioConfig } from './sound/paceAudio.ts';
export {
  playback,
  type PlaybackCommand,
  type PlaybackCommands,
  type PlaybackConfig,
} from './mouth/playback.ts';
export {
  emptyPlaybackLedger,
  type PlaybackCut,
  type PlaybackEvent,
  type PlaybackLedger,
  type PlaybackPart,
  type PlaybackResponse,
  type PlaybackSegment,
  type PlayedOut,
} from './mouth/playbackLedger.ts';
export { reducePlayback } from './mouth/reducePlayback.ts';
export { speech, type SpeechConfig } from './mouth/speech.ts';
export { isSpeechMark, type Speech, type SpeechMark } from './mouth/speechMark.ts';
export type { Player } from './mouth/player.ts';
export { preRoll, type PreRollConfig } from './ears/preRoll.ts';
export { resamplePcm16, type ResamplePcm16Config } from './sound/resamplePcm16.ts';
export { silence, type SilenceConfig } from './sound/silence.ts';
export { type RawSamples, toPcm16, type ToPcm16Config } from './sound/toPcm16.ts';
export { tone, type ToneConfig } from './sound/tone.ts';
export { virtualPlayer, type VirtualPlayer, type VirtualPlayerConfig } from './mouth/virtualPlayer.ts';
export { voiceActivity, type VoiceActivity } from './ears/voiceActivity.ts';
export { levelDetector, type LevelDetectorConfig } from './ears/levelDetector.ts';

export type { SubtitleConfig } from './transcription/subtitleConfig.ts';
export { toSrt } from './transcription/toSrt.ts';
export { toVtt } from './transcription/toVtt.ts';
export type { Transcript, TranscriptionUse } from './transcription/transcript.ts';
export type { TranscriptionConfig } from './transcription/transcriptionConfig.ts';
export { transcriptionSession, type Transcription } from './transcription/transcriptionSession.ts';
export type { SoundSpan, TranscriptLine } from './transcription/transcriptLine.ts';
export { transcriptLines, type TranscriptLinesConfig } from './transcription/transcriptLines.ts';

export { voiceLiveDialect, type VoiceLiveDialectConfig } from './dialects/voiceLiveDialect.ts';

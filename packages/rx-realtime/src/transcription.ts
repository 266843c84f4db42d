export * from '@rx-realtime/session/transcription';

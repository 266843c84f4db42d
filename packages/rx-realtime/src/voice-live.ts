export * from '@rx-realtime/connection/voice-live';

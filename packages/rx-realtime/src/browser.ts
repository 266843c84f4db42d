export * from '@rx-realtime/audio/browser';

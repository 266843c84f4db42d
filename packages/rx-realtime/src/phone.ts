export * from '@rx-realtime/audio/phone';

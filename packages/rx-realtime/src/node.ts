export * from '@rx-realtime/audio/node';

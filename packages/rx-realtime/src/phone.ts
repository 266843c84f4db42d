export * from '@rx-realtime/audio/phone';
export * from '@rx-realtime/session/phone';

export * from '@rx-realtime/audio/node';
export * from '@rx-realtime/reconnection/node';

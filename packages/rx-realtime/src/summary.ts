export * from '@rx-realtime/reconnection/summary';

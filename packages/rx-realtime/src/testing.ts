export * from '@rx-realtime/reconnection/testing';

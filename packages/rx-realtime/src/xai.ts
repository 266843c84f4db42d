export * from '@rx-realtime/connection/xai';

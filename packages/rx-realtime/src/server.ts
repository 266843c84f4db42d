export * from '@rx-realtime/connection/server';

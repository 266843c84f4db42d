export * from '@rx-realtime/connection/beta';

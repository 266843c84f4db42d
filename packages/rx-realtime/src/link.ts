export * from '@rx-realtime/connection/link';

export * from '@rx-realtime/simulator';

export * from '@rx-realtime/simulator/flite';

export * from '@rx-realtime/rehearsal';

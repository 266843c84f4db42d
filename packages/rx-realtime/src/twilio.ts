export * from '@rx-realtime/audio/twilio';

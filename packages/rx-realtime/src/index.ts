export * from '@rx-realtime/audio';
export * from '@rx-realtime/codecs';
export * from '@rx-realtime/connection';
export * from '@rx-realtime/events';
export * from '@rx-realtime/reconnection';
export * from '@rx-realtime/responses';
export * from '@rx-realtime/session';

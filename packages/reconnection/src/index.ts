export { fullJitter, type FullJitterConfig } from './fullJitter.ts';
export { reconnect, type ReconnectConfig, type ReconnectInfo } from './reconnect.ts';
export { isReconnectError, ReconnectError, type ReconnectErrorCode } from './reconnectError.ts';

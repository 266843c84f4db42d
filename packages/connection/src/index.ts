export { closeCode, closeCodes, fatalErrorCodes, isRetriable, type CloseCode } from './closeCodes.ts';
export type { Credential } from './credential.ts';
export type { Dialect } from './dialect.ts';
export { endpoint, type AzureEndpoint, type Endpoint, type EndpointConfig, type Route } from './endpoint.ts';
export {
  isRealtimeError,
  RealtimeError,
  type RealtimeErrorInfo,
  type RealtimeErrorReason,
  type ServerErrorInfo,
} from './realtimeError.ts';
export { realtimeSocket } from './realtimeSocket.ts';
export type { RealtimeSocket } from './socketOf.ts';
export type {
  ConnectionConfig,
  ConnectionInfo,
  HeartbeatConfig,
  RealtimeSocketConfig,
} from './connectionConfig.ts';
export type {
  AudioGap,
  RealtimeSocketStreams,
  SourceError,
  Stall,
  Undelivered,
  WireFrame,
} from './realtimeSocketStreams.ts';
export type { ConnectionPhase } from './connectionPhase.ts';
export type { CloseOutcome, RealtimeStatus } from './realtimeStatus.ts';
export type {
  RealtimeWebSocket,
  RealtimeWebSocketConstructor,
  RealtimeWebSocketOptions,
} from './realtimeWebSocket.ts';
export type { TypedSocket } from './typedSocket.ts';

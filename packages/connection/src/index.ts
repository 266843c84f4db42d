export { closeCode, closeCodes, fatalErrorCodes, isRetriable, type CloseCode } from './closeCodes.ts';
export type { Credential } from './credential.ts';
export { endpoint, type AzureEndpoint, type Endpoint, type EndpointConfig } from './endpoint.ts';
export {
  isRealtimeError,
  RealtimeError,
  type RealtimeErrorInfo,
  type RealtimeErrorReason,
  type ServerErrorInfo,
} from './realtimeError.ts';
export { realtimeSocket, type RealtimeSocket, type RealtimeSocketStreams } from './realtimeSocket.ts';
export type { RealtimeSocketConfig } from './realtimeSocketConfig.ts';
export type { AudioGap, Stall, Undelivered, WireFrame } from './realtimeSocketStreams.ts';
export type { CloseOutcome, ConnectionPhase, RealtimeStatus } from './realtimeStatus.ts';
export type {
  RealtimeWebSocket,
  RealtimeWebSocketConstructor,
  RealtimeWebSocketOptions,
} from './realtimeWebSocket.ts';

export { abandon } from './abandon.ts';
export { lastingSound, realtimeLink, type RealtimeLink } from './realtimeLink.ts';
export { socketOf } from './socketOf.ts';
export type { SocketMachine } from './socketMachine.ts';
export { postpone } from './postpone.ts';
export { protocolSocket, type ProtocolSocketConfig } from './protocolSocket.ts';
export type { FirstEvent, Protocol } from './protocol.ts';
export { bytesPerMs, defaultBytesPerMs, soundOf } from './internal/outgoing/sound.ts';

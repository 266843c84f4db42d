export { abandon } from './abandon.ts';
export { postpone } from './postpone.ts';
export { protocolSocket, type ProtocolSocketConfig } from './protocolSocket.ts';
export type { FirstEvent, Protocol } from './protocol.ts';

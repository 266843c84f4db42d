/**
 * How far a connection has come. `open` is the WebSocket's handshake; `ready` is the server's `session.created`, because
 * the service checks the key and the model only after the handshake.
 */
export type ConnectionPhase = 'connecting' | 'open' | 'ready' | 'closing';

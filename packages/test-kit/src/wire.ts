// What runs in plain Node too: trials, fuzz runs and benches have no jest.
export { startChaosProxy, type ChaosProxy } from './chaosProxy.ts';
export { fakeWebSockets, type FakeWebSocket, type FakeWebSockets } from './fakeWebSocket.ts';
export { sessionCreated, startPlainServer, type PlainServer, type PlainServerConfig } from './plainServer.ts';

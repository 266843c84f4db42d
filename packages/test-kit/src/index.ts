export { startChaosProxy, type ChaosProxy } from './chaosProxy.ts';
export { fakeWebSockets, type FakeWebSocket, type FakeWebSockets } from './fakeWebSocket.ts';

export { startChaosProxy, type ChaosProxy } from './chaosProxy.ts';
export { fakePrograms, type FakePrograms, type StartedProgram } from './fakePrograms.ts';
export { fakeWebSockets, type FakeWebSocket, type FakeWebSockets } from './fakeWebSocket.ts';
export { sessionCreated, startPlainServer, type PlainServer, type PlainServerConfig } from './plainServer.ts';
export { itHasALifeCycle, type LifeCycle } from './itHasALifeCycle.ts';
export { marbleScheduler, runMarbles } from './runMarbles.ts';
export { connectionLost, connectionRestored } from './localEvents.ts';
export { fakePhone, type FakePhone, type PhoneProvider } from './fakePhone.ts';

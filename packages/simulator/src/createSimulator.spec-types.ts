import { expectTypeOf } from 'expect-type';
import type { WebSocketSubjectConfig } from 'rxjs/webSocket';
import { createSimulator } from './createSimulator.ts';
import type { Fault } from './faults/fault.ts';
import type { Responder } from './script/responder.ts';
import { call, fail, say, wait } from './script/reply.ts';

const { WebSocket, fetch } = createSimulator();

// Fits wherever a browser's WebSocket or its constructor is asked for.
expectTypeOf<InstanceType<typeof WebSocket>>().toExtend<globalThis.WebSocket>();
expectTypeOf(WebSocket).toExtend<NonNullable<WebSocketSubjectConfig<object>['WebSocketCtor']>>();

// Fits wherever the platform's fetch is asked for.
expectTypeOf(fetch).toExtend<typeof globalThis.fetch>();

// A responder returns replies in any form that RxJS takes.
expectTypeOf(() => [say('a'), call('f'), wait(1), fail()]).toExtend<Responder>();
expectTypeOf(async () => [say('a')]).toExtend<Responder>();
expectTypeOf(() => [{ text: 'a' }]).not.toExtend<Responder>();

// A fault's fields belong to what it does.
expectTypeOf<{ do: 'close'; code: number }>().toExtend<Fault>();
expectTypeOf<{ do: 'httpStatus'; status: number }>().toExtend<Fault>();
expectTypeOf<{ do: 'httpStatus' }>().not.toExtend<Fault>();
expectTypeOf<{ do: 'explode' }>().not.toExtend<Fault>();

// A fault strikes where it can: at events, at a time, at responses or at connections.
expectTypeOf<{ at: { timeMs: number }; do: 'stall' }>().toExtend<Fault>();
expectTypeOf<{ at: { from: 'client'; count: number }; do: 'duplicate' }>().toExtend<Fault>();
expectTypeOf<{ at: { timeMs: number }; do: 'duplicate' }>().not.toExtend<Fault>();
expectTypeOf<{ at: { timeMs: number; count: number }; do: 'reset' }>().not.toExtend<Fault>();
expectTypeOf<{ at: { from: 'client' }; do: 'cutFrame'; bytes: number }>().not.toExtend<Fault>();
expectTypeOf<{ at: { timeMs: number }; do: 'failResponse' }>().not.toExtend<Fault>();
expectTypeOf<{ at: { count: number }; do: 'noAnswer' }>().not.toExtend<Fault>();

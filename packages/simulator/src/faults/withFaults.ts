import { Observable, Subject, Subscription, tap } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { Fault } from './fault.ts';
import type { FaultPlan } from './faultPlan.ts';
import type { Ids } from '../scope/ids.ts';
import type { Frame } from '../line/frame.ts';
import type { LineCommand, Outgoing } from '../line/lineCommand.ts';
import { createPassage } from './passage.ts';
import { refusal, sessionExpired } from '../shapes/refusal.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

const oversizedBytes = 33 * 1_024 * 1_024;
const nobodysEvent = 'response.hologram.delta';

export interface WithFaultsConfig {
  readonly plan: FaultPlan;
  readonly ids: Ids;
  readonly scheduler: SchedulerLike;
  readonly serve: (incoming$: Observable<Frame>) => Observable<Outgoing>;
}

const typeOf = (event: JsonObject): string => (typeof event['type'] === 'string' ? event['type'] : '');

const clientType = (frame: Frame): string => {
  try {
    const event: unknown = typeof frame === 'string' ? JSON.parse(frame) : undefined;
    return isObject(event) ? typeOf(event) : '';
  } catch {
    return '';
  }
};

/** Serves a connection over a line with faults: turns the session's output into commands for the transport. */
export const withFaults = (config: WithFaultsConfig, incoming$: Observable<Frame>): Observable<LineCommand> =>
  new Observable((subscriber) => {
    const { plan, ids, scheduler } = config;
    const timers = new Subscription();
    subscriber.add(timers);
    const heard$ = new Subject<Frame>();

    const send = (command: LineCommand): void => subscriber.next(command);
    const sendEvent = (type: string, body: JsonObject): void =>
      send({ kind: 'event', event: { type, event_id: ids.event(), ...body } });
    const end = (last: LineCommand): void => {
      send(last);
      subscriber.complete();
    };
    const later = (ms: number, work: () => void): void => {
      timers.add(scheduler.schedule(work, ms));
    };

    /** What a fault does by itself; undefined when it does something to the event it struck at. */
    const strike = (fault: Fault): void => {
      switch (fault.do) {
        case 'reset':
        case 'drop':
          return end({ kind: 'cut', how: fault.do });
        case 'close':
          return end({ kind: 'close', code: fault.code ?? 1011, reason: fault.reason ?? '' });
        case 'expire': {
          sendEvent('error', { error: { ...sessionExpired, event_id: null } });
          return end({ kind: 'close', code: 1001, reason: sessionExpired.message });
        }
        case 'stall':
          send({ kind: 'stall', direction: fault.direction ?? 'both' });
          if (fault.forMs !== undefined) later(fault.forMs, () => send({ kind: 'resume' }));
          return undefined;
        case 'dribble':
          return send({ kind: 'dribble', bytes: fault.bytes ?? 1, everyMs: fault.everyMs ?? 1 });
        case 'slowUplink':
          return send({ kind: 'slowUplink', bytesPerSecond: fault.bytesPerSecond });
        case 'badJson':
          return send({ kind: 'frame', data: '{"type":"response.output_text.delta","delta":' });
        case 'binary':
          return send({ kind: 'frame', data: Uint8Array.of(0, 1, 2, 3) });
        case 'frame':
          return send({ kind: 'frame', data: fault.text });
        case 'oversized':
          return sendEvent(nobodysEvent, { padding: ' '.repeat(fault.bytes ?? oversizedBytes) });
        case 'unknownEvent':
          return sendEvent(fault.type ?? nobodysEvent, fault.payload ?? {});
        case 'rawBytes':
          return send({ kind: 'raw', bytes: Uint8Array.from(fault.bytes) });
        case 'error': {
          const message = fault.message ?? 'The server had an error while processing your request.';
          const why = refusal(fault.code ?? null, message);
          return sendEvent('error', {
            error: { ...why, type: fault.type ?? 'server_error', event_id: null },
          });
        }
        default:
          return undefined;
      }
    };

    const toClient = createPassage(send, later);
    const toServer = createPassage<Frame>((frame) => heard$.next(frame), later);

    /** Lets each fault do what it does by itself; false when that was the end. */
    const survives = (faults: readonly Fault[]): boolean =>
      faults.every((fault) => {
        strike(fault);
        return !subscriber.closed;
      });

    const pass = (out: Outgoing): void => {
      if (out.kind === 'frame') return toClient.pass(out, []);
      if (out.kind !== 'event') {
        toClient.flush();
        return end(out);
      }
      const faults = plan.atEvent('server', typeOf(out.event));
      if (!survives(faults)) return undefined;
      const cut = faults.find((fault) => fault.do === 'cutFrame');
      if (cut?.do === 'cutFrame') return end({ kind: 'cutFrame', event: out.event, bytes: cut.bytes });
      return toClient.pass(out, faults);
    };

    const listen = (frame: Frame): void => {
      const faults = plan.watchesClient ? plan.atEvent('client', clientType(frame)) : [];
      if (survives(faults)) toServer.pass(frame, faults);
    };

    for (const { fault, timeMs } of plan.timed()) later(timeMs, () => strike(fault));
    const error = (reason: unknown): void => subscriber.error(reason);
    const complete = (): void => subscriber.complete();
    subscriber.add(config.serve(heard$).subscribe({ next: pass, error, complete }));
    subscriber.add(incoming$.pipe(tap(listen)).subscribe({ error, complete: () => heard$.complete() }));
  });

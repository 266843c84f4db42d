import { Observable, ReplaySubject, Subject, finalize, tap } from 'rxjs';
import { fail } from '../reply.ts';
import type { SimulatorConfig, SimulatorConnection, SimulatorEvent } from '../simulator.ts';
import type { ConnectionRequest } from './admission.ts';
import { createFaultPlan } from './faultPlan.ts';
import type { FaultPlan } from './faultPlan.ts';
import { createIds } from './ids.ts';
import type { Frame, LineCommand, UpgradeFault } from './outgoing.ts';
import { derivedSeed, seededRandom } from './random.ts';
import type { Settings } from './scope.ts';
import { serve } from './serve.ts';
import { settingsOf } from './settings.ts';
import { isObject } from './shape.ts';
import { upgradeFault } from './upgradeFault.ts';
import { withFaults } from './withFaults.ts';

/** A connection that asks to be let in. */
export interface Upgrade {
  /** How the upgrade goes wrong, if it does. */
  readonly fault: UpgradeFault | undefined;
  /** Serves the connection; unsubscribing means that the client is gone. */
  readonly open: (incoming$: Observable<Frame>) => Observable<LineCommand>;
}

/** A simulator without a transport: connections come from whoever has sockets. */
export interface Core {
  readonly upgrade: (request: ConnectionRequest) => Upgrade;
  readonly settings: Settings;
  readonly connections$: Observable<SimulatorConnection>;
  readonly events$: Observable<SimulatorEvent>;
  readonly notices$: Observable<string>;
  readonly notice: (text: string) => void;
  /** Ends the streams; connections are ended by their transport. */
  readonly end: () => void;
}

const keptNotices = 100;

const failing = (settings: Settings, plan: FaultPlan): Settings => ({
  ...settings,
  responder: (turn) => {
    const fault = plan.atResponse().find((candidate) => candidate.do === 'failResponse');
    return fault?.do === 'failResponse' ? [fail(fault)] : settings.responder(turn);
  },
});

const parsed = (frame: Frame): unknown => {
  if (typeof frame !== 'string') return undefined;
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
};

export const createCore = (config: SimulatorConfig): Core => {
  const settings = settingsOf(config);
  const connections$ = new Subject<SimulatorConnection>();
  const events$ = new Subject<SimulatorEvent>();
  const notices$ = new ReplaySubject<string>(keptNotices);
  const started = settings.scheduler.now();
  const seed = config.seed ?? 1;
  let connected = 0;

  const open = (
    request: ConnectionRequest,
    connection: number,
    plan: FaultPlan,
    incoming$: Observable<Frame>,
  ): Observable<LineCommand> => {
    const ownSeed = derivedSeed(seed, connection);
    const closed$ = new ReplaySubject<{ code: number | null; reason: string }>(1);
    let ending: { code: number | null; reason: string } = { code: null, reason: '' };
    const log = (from: SimulatorEvent['from'], event: SimulatorEvent['event']): void =>
      events$.next({ connection, from, timeMs: settings.scheduler.now() - started, event });
    const logClient = (frame: Frame): void => {
      const event = events$.observed ? parsed(frame) : undefined;
      if (isObject(event)) log('client', event);
    };
    const logServer = (command: LineCommand): void => {
      if (command.kind === 'event') log('server', command.event);
      if (command.kind === 'close') ending = { code: command.code, reason: command.reason };
    };
    const session = (frames$: Observable<Frame>) =>
      serve(
        {
          request,
          seed: ownSeed,
          settings: failing(settings, plan),
          notice: (text) => notices$.next(`Connection ${connection}: ${text}`),
        },
        frames$.pipe(tap(logClient)),
      );
    connections$.next({ connection, url: request.url, closed$: closed$.asObservable() });
    const line = {
      plan,
      ids: createIds(seededRandom(ownSeed + 1)),
      scheduler: settings.scheduler,
      serve: session,
    };
    return withFaults(line, incoming$).pipe(
      tap(logServer),
      finalize(() => {
        closed$.next(ending);
        closed$.complete();
      }),
    );
  };

  return {
    upgrade: (request) => {
      const connection = ++connected;
      const dice = seededRandom(derivedSeed(seed ^ 0x5eed, connection));
      const plan = createFaultPlan(config.faults ?? [], connection, dice);
      return {
        fault: plan.atUpgrade().map(upgradeFault)[0],
        open: (incoming$) =>
          new Observable((subscriber) => open(request, connection, plan, incoming$).subscribe(subscriber)),
      };
    },
    settings,
    connections$: connections$.asObservable(),
    events$: events$.asObservable(),
    notices$: notices$.asObservable(),
    notice: (text) => notices$.next(text),
    end: () => {
      connections$.complete();
      events$.complete();
      notices$.complete();
    },
  };
};

import {
  EMPTY,
  ReplaySubject,
  Subject,
  catchError,
  defer,
  filter,
  finalize,
  map,
  merge,
  of,
  takeUntil,
  takeWhile,
  tap,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { Recording } from '../recording/recording.ts';
import { fail } from '../script/reply.ts';
import type { Recorded, SimulatorEvent } from '../recording/recorded.ts';
import type { SimulatorConfig, SimulatorConnection, SimulatorConnectionEnd } from '../simulator.ts';
import { addressOf } from '../admission/addressOf.ts';
import { isEndpoint } from '../admission/admission.ts';
import type { ConnectionRequest } from '../admission/admission.ts';
import { checkFaults } from '../faults/checkFaults.ts';
import { createFaultPlan } from '../faults/faultPlan.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import { createGrants } from '../admission/grants.ts';
import { expiresAt } from './expiresAt.ts';
import { createIds } from './ids.ts';
import type { Frame, LineCommand, UpgradeFault } from '../line/outgoing.ts';
import { derivedSeed, seededRandom } from './random.ts';
import { reasonOf } from './reasonOf.ts';
import { serverError } from '../shapes/refusal.ts';
import { redactText } from '../recording/redact.ts';
import { replay } from '../recording/replay.ts';
import { answerRest } from '../admission/answerRest.ts';
import type { RestAnswer, RestRequest } from '../admission/answerRest.ts';
import type { Settings } from './scope.ts';
import { serve } from './serve.ts';
import { settingsOf } from './settingsOf.ts';
import { timeOf } from './time.ts';
import { refusedUpgrade, upgradeFault } from '../faults/upgradeFault.ts';
import { createWireLog } from '../recording/wireLog.ts';
import { withFaults } from '../faults/withFaults.ts';

/** The client's close frame, as a WebSocket's close event tells it: 1006 for none, 1005 for one without a code. */
export interface ClientClose {
  readonly code: number;
  readonly reason: string;
}

/** A connection that asks to be let in. */
export interface Upgrade {
  /** How the upgrade goes wrong, if it does. */
  readonly fault: UpgradeFault | undefined;
  /** Serves the connection until `left$` tells that the client has closed it or is gone. */
  readonly open: (incoming$: Observable<Frame>, left$: Observable<ClientClose>) => Observable<LineCommand>;
}

/** A simulator without a transport: connections come from whoever has sockets. */
export interface Core {
  readonly upgrade: (request: ConnectionRequest) => Upgrade;
  /** Answers a REST request. */
  readonly rest: (request: RestRequest) => RestAnswer;
  readonly settings: Settings;
  readonly connections$: Observable<SimulatorConnection>;
  readonly events$: Observable<SimulatorEvent>;
  readonly wire$: Observable<Recorded>;
  readonly notices$: Observable<string>;
  readonly notice: (text: string) => void;
  /** Ends the sessions and the streams; their transport cuts the lines. */
  readonly end: () => void;
}

const keptNotices = 100;
/** RFC 6455, 7.4.1: never sent, only told by an implementation. */
const noStatus = 1005;
const noCloseFrame = 1006;

const failing = (settings: Settings, plan: FaultPlan): Settings => ({
  ...settings,
  responder: (turn) => {
    const fault = plan.atResponse().find((candidate) => candidate.do === 'failResponse');
    return fault?.do === 'failResponse' ? [fail(fault)] : settings.responder(turn);
  },
});

/** Answers a request for what is not there, or for what nobody can read. */
const wrongAddress = (address: URL | undefined): UpgradeFault | undefined => {
  if (!address) return refusedUpgrade(400);
  return isEndpoint(address.pathname) ? undefined : refusedUpgrade(404);
};

/** The part of a recording that a connection gets: its own, or the last when it has none. */
const recordedConnection = (recording: Recording, connection: number): Recording => {
  const last = recording.reduce((latest, event) => Math.max(latest, event.connection), 0);
  return recording.filter((event) => event.connection === Math.min(connection, last));
};

export const createCore = (config: SimulatorConfig): Core => {
  const seed = config.seed ?? 1;
  const faults = checkFaults(config.faults ?? []);
  const restRandom = seededRandom(derivedSeed(seed, 0));
  const time = timeOf(config.scheduler);
  const grants = createGrants(time, restRandom);
  const settings = settingsOf(config, time, grants);
  const connections$ = new Subject<SimulatorConnection>();
  const wire$ = new Subject<Recorded>();
  const notices$ = new ReplaySubject<string>(keptNotices);
  const stopped$ = new Subject<void>();
  const started = settings.clock.now();
  let connected = 0;

  const open = (
    request: ConnectionRequest,
    address: URL,
    connection: number,
    plan: FaultPlan,
    incoming$: Observable<Frame>,
    left$: Observable<ClientClose>,
  ): Observable<LineCommand> => {
    const ownSeed = derivedSeed(seed, connection);
    const closed$ = new ReplaySubject<SimulatorConnectionEnd>(1);
    let ending: SimulatorConnectionEnd | undefined;
    const log = createWireLog(
      connection,
      () => Math.round(settings.clock.now() - started),
      () => (wire$.observed ? (entry) => wire$.next(entry) : undefined),
    );
    const ends = (end: SimulatorConnectionEnd): void => {
      if (!ending) log.closed(end);
      ending ??= end;
    };
    const logServer = (command: LineCommand): void => {
      log.fromServer(command);
      if (command.kind === 'close') ends({ by: 'server', code: command.code, reason: command.reason });
      if (command.kind === 'cut' || command.kind === 'cutFrame')
        ends({ by: 'server', code: null, reason: '' });
    };
    const clientLeft = ({ code, reason }: ClientClose): void =>
      ends({ by: 'client', code: code === noStatus || code === noCloseFrame ? null : code, reason });
    const session = (frames$: Observable<Frame>) => {
      const heard$ = frames$.pipe(tap(log.fromClient));
      const recorded = config.replay && recordedConnection(config.replay, connection);
      if (recorded) {
        const { scheduler, timing } = settings;
        return replay(recorded, { scheduler, speed: timing.replaySpeed }, heard$);
      }
      return serve(
        {
          request,
          address,
          seed: ownSeed,
          settings: failing(settings, plan),
          notice: (text) => notices$.next(`Connection ${connection}: ${text}`),
        },
        heard$,
      );
    };
    connections$.next({ connection, url: redactText(request.url), closed$: closed$.asObservable() });
    const line = {
      plan,
      ids: createIds(seededRandom(ownSeed + 1)),
      scheduler: settings.scheduler,
      serve: session,
    };
    const ended$ = new Subject<void>();
    const callId = address.searchParams.get('call_id');
    const hungUp$ = grants.ended$.pipe(
      filter((ended) => ended === callId),
      map((): LineCommand => ({ kind: 'close', code: 1000, reason: '' })),
      takeUntil(ended$),
    );
    const served$ = withFaults(line, incoming$).pipe(
      catchError((error: unknown) => {
        notices$.next(`Connection ${connection} failed: ${reasonOf(error)}`);
        return of<LineCommand>({ kind: 'close', code: 1011, reason: serverError.type });
      }),
      finalize(() => ended$.next()),
    );
    return merge(served$, hungUp$).pipe(
      takeWhile(({ kind }) => kind !== 'close', true),
      tap(logServer),
      takeUntil(merge(left$.pipe(tap(clientLeft)), stopped$)),
      finalize(() => {
        closed$.next(ending ?? { by: 'server', code: null, reason: '' });
        closed$.complete();
      }),
    );
  };

  const restScope = {
    grants,
    ids: createIds(restRandom),
    accepts: settings.admission.accepts,
    acceptsModel: settings.admission.acceptsModel,
    expiresAt: () => expiresAt(settings),
  };

  return {
    upgrade: (request) => {
      const connection = ++connected;
      const dice = seededRandom(derivedSeed(seed ^ 0x5eed, connection));
      const plan = createFaultPlan(faults, connection, dice);
      const address = addressOf(request.url);
      return {
        fault: plan.atUpgrade().map(upgradeFault)[0] ?? wrongAddress(address),
        open: (incoming$, left$) =>
          address ? defer(() => open(request, address, connection, plan, incoming$, left$)) : EMPTY,
      };
    },
    rest: (request) => {
      try {
        return answerRest(restScope, request);
      } catch (error) {
        notices$.next(`A request could not be answered: ${reasonOf(error)}`);
        return { status: 500, body: { error: serverError } };
      }
    },
    settings,
    connections$: connections$.asObservable(),
    events$: wire$.pipe(filter((entry) => entry.event !== undefined)),
    wire$: wire$.asObservable(),
    notices$: notices$.asObservable(),
    notice: (text) => notices$.next(text),
    end: () => {
      stopped$.next();
      connections$.complete();
      wire$.complete();
      notices$.complete();
    },
  };
};

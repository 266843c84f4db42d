import {
  ReplaySubject,
  Subject,
  catchError,
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
import type { AdmissionRules, ConnectionRequest } from '../admission/admission.ts';
import { failingResponder } from '../faults/failingResponder.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import { withFaults } from '../faults/withFaults.ts';
import type { Frame } from '../line/frame.ts';
import type { LineCommand, Outgoing } from '../line/lineCommand.ts';
import type { SimulatorConnection, SimulatorConnectionEnd } from '../line/simulatorConnection.ts';
import type { ClientClose } from '../line/upgrade.ts';
import type { Recorded } from '../recording/recorded.ts';
import { recordedConnection } from '../recording/recordedConnection.ts';
import type { Recording } from '../recording/recording.ts';
import { redactText } from '../recording/redact.ts';
import { replay } from '../recording/replay.ts';
import { createWireLog } from '../recording/wireLog.ts';
import { createIds } from '../scope/ids.ts';
import { derivedSeed, seededRandom } from '../scope/random.ts';
import { reasonOf } from '../scope/reasonOf.ts';
import type { Settings } from '../scope/settings.ts';
import type { ToldFact } from '../script/fact.ts';
import { serverError } from '../shapes/refusal.ts';
import { serve } from './serve.ts';

/** What the connections of one simulator share. */
export interface Shared {
  readonly seed: number;
  readonly settings: Settings;
  readonly rules: AdmissionRules;
  /** Played instead of answers. */
  readonly recording: Recording | undefined;
  /** When the simulator was made, by its clock. */
  readonly startedMs: number;
  readonly connections$: Subject<SimulatorConnection>;
  readonly wire$: Subject<Recorded>;
  readonly notices$: Subject<string>;
  readonly facts$: Subject<ToldFact>;
  /** Ids of calls that end. */
  readonly endedCalls$: Observable<string>;
  /** The simulator stops. */
  readonly stopped$: Observable<void>;
}

/** A connection that was asked for. */
export interface AskedConnection {
  /** 1 for the first. */
  readonly connection: number;
  readonly request: ConnectionRequest;
  /** What the request asks for, read. */
  readonly address: URL;
  readonly plan: FaultPlan;
}

/** RFC 6455, 7.4.1: never sent, only told by an implementation. */
const noStatus = 1005;
const noCloseFrame = 1006;

/** Opens a connection: the client's frames go in, what its line has to do comes out, whatever happens. */
export const openConnection = (
  shared: Shared,
  { connection, request, address, plan }: AskedConnection,
  incoming$: Observable<Frame>,
  left$: Observable<ClientClose>,
): Observable<LineCommand> => {
  const { settings, connections$, wire$, notices$ } = shared;
  const seed = derivedSeed(shared.seed, connection);
  const closed$ = new ReplaySubject<SimulatorConnectionEnd>(1);
  const ended$ = new Subject<void>();
  let ending: SimulatorConnectionEnd | undefined;

  const log = createWireLog(
    connection,
    () => Math.round(settings.clock.now() - shared.startedMs),
    () => (wire$.observed ? (entry) => wire$.next(entry) : undefined),
  );
  const ends = (end: SimulatorConnectionEnd): void => {
    if (!ending) log.closed(end);
    ending ??= end;
  };
  const logServer = (command: LineCommand): void => {
    log.fromServer(command);
    if (command.kind === 'close') ends({ by: 'server', code: command.code, reason: command.reason });
    if (command.kind === 'cut' || command.kind === 'cutFrame') ends({ by: 'server', code: null, reason: '' });
  };
  const clientLeft = ({ code, reason }: ClientClose): void =>
    ends({ by: 'client', code: code === noStatus || code === noCloseFrame ? null : code, reason });

  const session = (frames$: Observable<Frame>): Observable<Outgoing> => {
    const heard$ = frames$.pipe(tap(log.fromClient));
    if (shared.recording) {
      const { scheduler, timing } = settings;
      const recorded = recordedConnection(shared.recording, connection);
      return replay(recorded, { scheduler, speed: timing.replaySpeed }, heard$);
    }
    const own = {
      request,
      address,
      seed,
      settings: { ...settings, responder: failingResponder(settings.responder, plan) },
      rules: shared.rules,
      tell: (fact: Omit<ToldFact, 'connection'>) => shared.facts$.next({ connection, ...fact }),
      notice: (text: string) => notices$.next(`Connection ${connection}: ${text}`),
    };
    return serve(own, heard$);
  };

  connections$.next({ connection, url: redactText(request.url), closed$: closed$.asObservable() });
  const line = {
    plan,
    ids: createIds(seededRandom(seed + 1)),
    scheduler: settings.scheduler,
    serve: session,
  };
  const served$ = withFaults(line, incoming$).pipe(
    catchError((error: unknown) => {
      notices$.next(`Connection ${connection} failed: ${reasonOf(error)}`);
      return of<LineCommand>({ kind: 'close', code: 1011, reason: serverError.type });
    }),
    finalize(() => ended$.next()),
  );
  const hungUp$ = shared.endedCalls$.pipe(
    filter((callId) => callId === address.searchParams.get('call_id')),
    map((): LineCommand => ({ kind: 'close', code: 1000, reason: '' })),
    takeUntil(ended$),
  );
  return merge(served$, hungUp$).pipe(
    takeWhile(({ kind }) => kind !== 'close', true),
    tap(logServer),
    takeUntil(merge(left$.pipe(tap(clientLeft)), shared.stopped$)),
    finalize(() => {
      closed$.next(ending ?? { by: 'server', code: null, reason: '' });
      closed$.complete();
    }),
  );
};

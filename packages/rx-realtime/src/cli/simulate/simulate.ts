import type pc from 'picocolors';
import type { Simulator, SimulatorConnection, StartSimulatorConfig } from '@rx-realtime/simulator';
import { createWriteStream } from 'node:fs';
import {
  concat,
  defer,
  EMPTY,
  ignoreElements,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  ReplaySubject,
  switchMap,
  tap,
} from 'rxjs';
import { CliError, fileError } from '../cliError.ts';
import { eventLine } from './eventLine.ts';
import { loadScript } from './parseScript.ts';
import type { SimulateOptions } from './simulateOptions.ts';
import { cutOnce, loadSimulator } from '../loadSimulator.ts';
import type { SimulatorModule } from '../loadSimulator.ts';

/** A server that lives as long as the subscription. */
const running = ({ startSimulator }: SimulatorModule, config: StartSimulatorConfig): Observable<Simulator> =>
  new Observable((subscriber) => {
    const started = startSimulator(config);
    started.then(
      (simulator) => subscriber.next(simulator),
      (error: unknown) => subscriber.error(portTaken(error) ? taken(config.port) : error),
    );
    return () => void started.then((simulator) => simulator.close()).catch(() => undefined);
  });

const portTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

const taken = (port: number | undefined): CliError =>
  new CliError('portTaken', `port ${port} is taken or reserved; choose another with --port`);

const pad = ' '.repeat(9);

/** A line when a connection opens and one when it ends. The URL stays out: it may hold a key. */
const connectionLines = ({ connection, url, closed$ }: SimulatorConnection): Observable<string> =>
  concat(
    of(
      `${pad} #${connection} opened ${new URL(url, 'ws://localhost').pathname.replaceAll(/[^\w./-]/g, '?')}`,
    ),
    closed$.pipe(
      map(({ by, code, reason }) =>
        [pad, `#${connection}`, `closed by the ${by}`, code ?? 'without a close frame', reason]
          .join(' ')
          .trimEnd(),
      ),
    ),
  );

/** What there is to tell about a running simulator. */
const story = (
  { url, connections$, events$, notices$ }: Simulator,
  colors: ReturnType<typeof pc.createColors>,
): Observable<string> =>
  merge(
    of(`the simulator listens on ${url} (Ctrl-C stops it)`),
    notices$,
    connections$.pipe(mergeMap(connectionLines)),
    events$.pipe(map(eventLine(colors))),
  );

/** A file that is being recorded to. */
interface RecordFile {
  readonly write: (line: string) => void;
  /** Says why nothing is written any more, if that happens: a full disk is no reason to stop serving. */
  readonly failed$: Observable<string>;
}

/** Creates a file and emits it once it can be written to; finishes it when it is unsubscribed. */
function recordFile(path: string): Observable<RecordFile> {
  return new Observable((subscriber) => {
    const file = createWriteStream(path);
    const failed$ = new ReplaySubject<string>(1);
    let isOpen = false;
    file.once('open', () => {
      isOpen = true;
      subscriber.next({ write, failed$ });
    });
    file.on('error', (error) => {
      const { message } = fileError(path, error);
      if (!isOpen) return subscriber.error(fileError(path, error));
      failed$.next(`nothing is recorded any more: ${message}`);
    });
    const write = (line: string): void => {
      if (!file.destroyed) file.write(line);
    };
    return () => file.end();
  });
}

/** Runs the embedded simulator until it is unsubscribed, printing a line for each event of each session. */
export function simulate(
  { port, cut, faults, script, record, key, seed }: SimulateOptions,
  print: (line: string) => void,
  colors: ReturnType<typeof pc.createColors>,
): Observable<never> {
  return defer(loadSimulator).pipe(
    switchMap(async (module) => ({
      module,
      said: script === undefined ? {} : await loadScript(script, module),
    })),
    switchMap(({ module, said }) => {
      const file$: Observable<RecordFile | undefined> =
        record === undefined ? of(undefined) : recordFile(record);
      const config = { ...said, port, faults: [...faults, ...(cut ? cutOnce : [])], apiKey: key, seed };
      return file$.pipe(
        switchMap((file) =>
          running(module, config).pipe(
            switchMap((simulator) => {
              const recorded$ = simulator.wire$.pipe(
                module.recordLines(),
                tap((line) => file?.write(line)),
                ignoreElements(),
              );
              return merge(story(simulator, colors), file ? merge(recorded$, file.failed$) : EMPTY);
            }),
          ),
        ),
      );
    }),
    tap(print),
    ignoreElements(),
  );
}

import { readFile } from 'node:fs/promises';
import { concat, NEVER, Observable, of } from 'rxjs';
import { cutOnce, loadSimulator } from '../loadSimulator.ts';
import type { TalkOptions } from '../parseOptions.ts';

/** Whom to talk to. */
export interface Target {
  /** Absent: OpenAI's own. */
  readonly url: string | undefined;
  readonly simulated: boolean;
  /** Why the simulator, if it is one. */
  readonly reason: string;
  /** Something the user should know, such as which voice the simulator has. */
  readonly notice?: string | undefined;
}

/** The embedded simulator hears no words: what a recording says stands in a text file beside it. */
const transcriptBeside = async (question: string | undefined): Promise<string> => {
  const path = question?.replace(/\.wav$/i, '.txt');
  const text = path === question || path === undefined ? '' : await readFile(path, 'utf8').catch(() => '');
  return text.trim() || 'Hello! What time is it?';
};

/**
 * Chooses the server, and starts the embedded one when there is no key (or it is asked for). The simulator lives as
 * long as the subscription.
 */
export function target(options: TalkOptions, hasKey: boolean): Observable<Target> {
  if (options.url !== undefined) return concat(of({ url: options.url, simulated: false, reason: '' }), NEVER);
  if (hasKey && !options.simulator)
    return concat(of({ url: undefined, simulated: false, reason: '' }), NEVER);
  return new Observable<Target>((subscriber) => {
    const started = start(options);
    started.then(
      ({ url, notice }) => {
        const reason = hasKey ? '--simulator' : 'no OPENAI_API_KEY';
        subscriber.next({ url, simulated: true, reason, notice });
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => void started.then(({ close }) => close()).catch(() => undefined);
  });
}

async function start(options: TalkOptions) {
  const { startSimulator } = await loadSimulator();
  const transcript = await transcriptBeside(options.question);
  const simulator = await startSimulator({
    transcribe: () => transcript,
    faults: options.cut ? cutOnce : [],
  });
  let notice: string | undefined;
  // What the simulator had to say when it started is replayed at once.
  simulator.notices$.subscribe((text) => (notice ??= text)).unsubscribe();
  return { url: simulator.url, notice, close: () => simulator.close() };
}

import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { concat, defer, finalize, from, of, switchMap, takeWhile, tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { exitCodes } from './cliError.ts';
import { explain } from './explain.ts';
import { humanReport } from './talk/humanReport.ts';
import { inspect } from './inspect/inspect.ts';
import { inspectReport } from './inspect/inspectReport.ts';
import { parseOptions, usageText } from './parseOptions.ts';
import type { TalkOptions } from './parseOptions.ts';
import { loadQuestion } from './talk/loadQuestion.ts';
import { simulate } from './simulate/simulate.ts';
import { refuseOverwriting } from './talk/refuseOverwriting.ts';
import { shownUrl } from './talk/shownUrl.ts';
import { talk } from './talk/talk.ts';
import { questionEvent } from './talk/talkEvent.ts';
import type { TalkEvent } from './talk/talkEvent.ts';
import { target } from './talk/target.ts';
import { Terminal } from './talk/terminal.ts';

/** One talk, from reading the recording to the summary. */
const talkEvents = (options: TalkOptions): Observable<TalkEvent> =>
  defer(async () => {
    if (options.question === undefined) return undefined;
    await refuseOverwriting(options.question, options.out);
    return loadQuestion(options.question, options.channel, options.fast);
  }).pipe(
    switchMap((question) =>
      target(options, Boolean(process.env['OPENAI_API_KEY'])).pipe(
        switchMap((server) => {
          const endpoint: TalkEvent = {
            ...server,
            type: 'endpoint',
            url: server.url === undefined ? 'OpenAI' : shownUrl(server.url),
          };
          const asked: TalkEvent[] = question ? [questionEvent(question)] : [];
          return concat(of(endpoint), from(asked), talk(options, server, question));
        }),
      ),
    ),
    takeWhile(({ type }) => type !== 'summary', true),
  );

/** A talk for programs: one JSON object a line. */
const jsonLine = (event: TalkEvent): void => console.log(JSON.stringify(event));

function run(): Observable<unknown> {
  const options = parseOptions(process.argv.slice(2));
  const colors = pc.createColors(Boolean(process.stdout.isTTY) && pc.isColorSupported);
  switch (options.command) {
    case 'help':
      return of(console.log(usageText));
    case 'version':
      return of(console.log(version()));
    case 'simulate':
      return simulate(options, (line) => console.log(line), colors);
    case 'inspect': {
      const report = inspectReport(process.stdout.columns ?? 80, colors);
      return inspect(options.recording, options.channel).pipe(
        tap((recording) => console.log(options.json ? JSON.stringify(recording) : report(recording))),
      );
    }
    case 'talk': {
      const terminal = new Terminal(process.stdout);
      const report = options.json ? jsonLine : humanReport(terminal, colors);
      return talkEvents(options).pipe(
        tap(report),
        finalize(() => terminal.transient('')),
      );
    }
  }
}

const version = (): string => {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
};

// Unsubscribing closes the socket, finishes the WAV file and stops the simulator; then nothing keeps the process alive.
const subscription = defer(run).subscribe({
  error: (error: unknown) => {
    const { message, exitCode } = explain(error);
    console.error(`rx-realtime: ${message}`);
    process.exitCode = exitCode;
  },
});
const stop = (): void => subscription.unsubscribe();
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', stop);
process.once('SIGINT', () => {
  process.exitCode = exitCodes.interruptedByUser;
  stop();
});

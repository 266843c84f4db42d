import { afterEach, beforeEach } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatMap, firstValueFrom, ReplaySubject, skip } from 'rxjs';

/** A program that was started. */
export interface StartedProgram {
  readonly child: ChildProcess;
  /** Resolves when it has ended and all its pipes are closed. */
  readonly ended: Promise<unknown>;
}

/** Programs of a spec's own, which are all that is on the PATH. */
export interface FakePrograms {
  /** Where they are, and where they work; another one for each test. */
  readonly folder: string;
  /** Writes a program of that name: the lines of a shell script. */
  readonly install: (name: string, script: string) => Promise<void>;
  /** The program that was started after `before` others, once it runs and whoever started it knows. */
  readonly started: (before?: number) => Promise<StartedProgram>;
}

const isChild = (message: unknown): message is { readonly process: ChildProcess } =>
  typeof message === 'object' && message !== null && 'process' in message;

/** Replaces the PATH for the tests of a file, and hears of each program that they start: nothing is polled. */
export const fakePrograms = (): FakePrograms => {
  const usualPath = process.env['PATH'];
  let folder: string;
  let spawned$ = new ReplaySubject<StartedProgram>();
  const note = (message: unknown) => {
    if (!isChild(message)) return;
    const child = message.process;
    const spawned = spawned$;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.once('spawn', () => spawned.next({ child, ended }));
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rx-realtime-programs-'));
    process.env['PATH'] = folder;
    spawned$ = new ReplaySubject();
    subscribe('child_process', note);
  });
  afterEach(async () => {
    unsubscribe('child_process', note);
    process.env['PATH'] = usualPath;
    await rm(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    install: async (name, script) => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\ncd ${folder}\n${script}\n`);
      await chmod(path, 0o755);
    },
    started: (before = 0) =>
      firstValueFrom(
        spawned$.pipe(
          skip(before),
          // After all that was waiting for the same event.
          concatMap(async (program) => {
            await new Promise((resolve) => setImmediate(resolve));
            return program;
          }),
        ),
      ),
  };
};

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kills } from '../trials/kills.mjs';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'writer-'));
  // A process of its own has no mapping to the sources: it gets one file.
  const sources = {
    clock: 'clock/src/index',
    codecs: 'codecs/src/index',
    pcm: 'pcm/src/index',
    'reconnection/node': 'reconnection/src/node',
    'responses/conversation': 'responses/src/conversation',
  };
  const aliases = Object.entries(sources).map(
    ([name, path]) => `--alias:@rx-realtime/${name}=./packages/${path}.ts`,
  );
  await promisify(execFile)('node_modules/.bin/esbuild', [
    'packages/reconnection/trials/writer.mjs',
    `--outfile=${folder}/writer.mjs`,
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--log-level=error',
    ...aliases,
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

it('loses nothing that was durable, however often its process is killed', async () => {
  const found = await kills({ rounds: 20, seed: 7, writer: `${folder}/writer.mjs` });
  expect(found).toMatchObject({ lost: 0, misplaced: 0, errors: [], toolsTwice: 0 });
  expect(found.durable).toBeGreaterThan(20);
});

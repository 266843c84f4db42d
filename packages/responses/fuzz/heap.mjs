// Deltas without a `done`, and what the folds hold of them:
//   node packages/responses/fuzz/heap.mjs [deltas = 10000000] [name of a kind]
// Prints the largest heap beyond that of the start, and fails when it is above the bound by more than 10 %.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}.cache/fuzz/heap.mjs`;
mkdirSync(`${root}.cache/fuzz`, { recursive: true });
await build({
  stdin: {
    contents: `export { endless } from './endless.ts';
      export { Subject } from 'rxjs';
      export * from '../src/index.ts';
      export * from '../src/conversation.ts';`,
    resolveDir: `${root}packages/responses/test`,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  alias: {
    '@rx-realtime/codecs': `${root}packages/codecs/src/index.ts`,
    '@rx-realtime/events': `${root}packages/events/src/index.ts`,
  },
});
const folds = await import(pathToFileURL(outfile).href);

const MEBIBYTE = 1024 * 1024;
const deltas = Number(process.argv[2] ?? 10_000_000);
const only = process.argv[3];
const samples = 50;

const used = () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Bytes beyond the start at their most, with every stream of the fold subscribed to. */
const peakOf = (subscribe, eventAt) => {
  const before = used();
  const source = new folds.Subject();
  subscribe(source);
  let peak = 0;
  for (let n = 0; n < deltas; n++) {
    source.next(eventAt(n));
    // Limits are reached early, so that is where to look often.
    if (n % (n < 2_000_000 ? 20_000 : Math.ceil(deltas / samples)) === 0)
      peak = Math.max(peak, used() - before);
  }
  peak = Math.max(peak, used() - before);
  source.complete();
  return peak;
};

const inner = (source) =>
  source.pipe(folds.responses()).subscribe((response) => {
    const ignore = { error: () => undefined };
    response.text$.subscribe(ignore);
    response.transcript$.subscribe(ignore);
    response.functionCalls$.subscribe(ignore);
  });
const transcripts = (source) => source.pipe(folds.inputTranscripts()).subscribe();
const conversation = (source) => {
  source.pipe(folds.conversation()).subscribe();
  for (const id of ['item_1', 'item_2']) {
    const item = { type: 'message', id, role: 'assistant', status: 'in_progress', content: [] };
    source.next({ type: 'conversation.item.added', event_id: '', item });
  }
};

const ofResponses = Object.keys(folds.endless)
  .filter((kind) => kind !== 'input transcription')
  .map((kind) => ({ fold: 'responses', kind, subscribe: inner, boundMiB: 64 }));
// 262,144 characters, each a node of a rope in the worst case.
const ofConversation = ['text', 'characters', 'input transcription'].map((kind) => ({
  fold: 'conversation',
  kind,
  subscribe: conversation,
  boundMiB: 8,
}));
const ofTranscripts = {
  fold: 'inputTranscripts',
  kind: 'input transcription',
  subscribe: transcripts,
  boundMiB: 1,
};
for (const { fold, kind, subscribe, boundMiB } of [...ofResponses, ...ofConversation, ofTranscripts]) {
  if (only !== undefined && only !== kind) continue;
  const started = Date.now();
  const peak = peakOf(subscribe, folds.endless[kind]);
  const isMet = peak <= boundMiB * MEBIBYTE * 1.1;
  if (!isMet) process.exitCode = 1;
  const figures = `${(peak / MEBIBYTE).toFixed(1)} MiB, bound ${boundMiB} MiB`;
  console.log(
    `${isMet ? 'met   ' : 'MISSED'} ${fold}, ${kind}: ${figures}, ${deltas} deltas, ${Date.now() - started} ms`,
  );
}

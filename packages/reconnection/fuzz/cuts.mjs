// The durable socket against the model of a server, in random schedules of a line that breaks:
//   node packages/reconnection/fuzz/cuts.mjs [schedules = 1000000] [seed] [processes = 2]
// A schedule passes when both ends, and the ledger that was kept, hold the whole conversation.
import { playSchedules } from '../../../scripts/schedules.mjs';

await playSchedules({
  meta: import.meta,
  contents: `
    import { isDeepStrictEqual } from 'node:util';
    import { playCuts, right } from './modelCuts.ts';
    export { schedule } from './modelCuts.ts';
    export const isRight = (planned) => isDeepStrictEqual(playCuts(planned), right);`,
  schedules: 1_000_000,
});

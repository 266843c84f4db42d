// The durable socket against the model of a server, in random schedules of a line that breaks:
//   node packages/reconnection/fuzz/cuts.mjs [schedules = 1000000] [seed] [processes = 2]
// A schedule passes when both ends, and the ledger that was kept, hold the whole conversation. What comes to the same as an
// earlier one, since what else is in it strikes nothing, is not played again. One in 25 has sessions that are replaced, too.
import { playSchedules } from '../../../scripts/schedules.mjs';

await playSchedules({
  meta: import.meta,
  contents: `
    import { verdicts } from './verdicts.ts';
    export { mixed as schedule } from './modelCuts.ts';
    const { wrongWith } = verdicts();
    export const isRight = (planned) => wrongWith(planned) === undefined;`,
  schedules: 1_000_000,
});

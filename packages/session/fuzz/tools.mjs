// Tools in random schedules of drops, interruptions and events that come twice:
//   node packages/session/fuzz/tools.mjs [schedules = 10000] [seed] [processes = 2]
// A schedule passes when no tool ran twice, no call was answered twice and nothing failed.
import { playSchedules } from '../../../scripts/schedules.mjs';

await playSchedules({
  meta: import.meta,
  contents: `
    import { isDeepStrictEqual } from 'node:util';
    import { playTools, right } from './toolSchedules.ts';
    export { schedule } from './toolSchedules.ts';
    export const isRight = (planned) => isDeepStrictEqual(playTools(planned).faults, right);`,
  schedules: 10_000,
});

// `kill -9` at 1,000 random moments: is everything there that was told to be durable? Arguments: rounds, seed.
import { fileURLToPath } from 'node:url';
import { kills } from './kills.mjs';

const [rounds = 1_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const writer = fileURLToPath(new URL('writer.mjs', import.meta.url));
let passed = 0;
const durabilities = ['write', 'fsync'];
console.log(`seed ${seed}`);
for (const durability of durabilities) {
  const share = durability === 'write' ? rounds : Math.ceil(rounds / 10);
  const found = await kills({
    rounds: share,
    seed,
    writer,
    durability,
    progress: (round) => round % 100 === 0 && console.error(`${durability}: ${round} of ${share}`),
  });
  const { given, durable, lost, misplaced, errors, tools, toolsTwice, torn, openItems, windowMs } = found;
  const ok = lost + misplaced + errors.length + toolsTwice === 0 && durable > share && tools > 0;
  passed += ok ? 1 : 0;
  console.log(
    `${durability}: ${share} kills, ${given} items given, ${durable} told durable: ${lost} lost, ${misplaced} misplaced, ${errors.length} errors ${[...new Set(errors)].join(' ')}`,
  );
  console.log(`  ${tools} tools run, ${toolsTwice} twice; ${torn} torn lines cut off`);
  console.log(
    `  given and not yet durable: p50 ${windowMs.p50} ms, p99 ${windowMs.p99} ms, max ${windowMs.max} ms; at the kill p50 ${openItems.p50}, p99 ${openItems.p99}, max ${openItems.max} items`,
  );
}
console.log(`${passed} passed, ${durabilities.length - passed} failed`);
process.exit(passed === durabilities.length ? 0 : 1);

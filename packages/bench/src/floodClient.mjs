// node floodClient.mjs <client> <url>: reads a flood, and tells what processor time it took from mark to mark.
import { clients } from './clients.mjs';

const [name, url] = process.argv.slice(2);
const received = { samples: 0, characters: 0 };
let before;

await clients[name](new URL(url), {
  samples: ({ length }) => {
    received.samples += length;
  },
  text: ({ length }) => {
    received.characters += length;
  },
  lost: (what) => {
    throw new Error(`lost ${what}`);
  },
  ready: () => undefined,
  begin: () => {
    before = process.cpuUsage();
  },
  end: () => {
    const { user, system } = process.cpuUsage(before);
    process.send({ microseconds: user + system, ...received }, () => process.exit());
  },
});

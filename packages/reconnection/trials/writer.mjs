// A process that writes a conversation into a file until somebody kills it, and tells what is durable:
// `L <items>` when it has loaded, `A <n>` when item n is given to the store, `D <n> <ms>` when that is durable, and
// `T <call>` when a tool runs. Arguments: path, durability.
import { writeSync } from 'node:fs';
import { fileLedger } from '@rx-realtime/reconnection/node';

const [path, durability] = process.argv.slice(2);
const say = (line) => writeSync(1, `${line}\n`);
const store = fileLedger(path, { durability, compactBytes: 32_768 });
/** Items that are kept; older ones are deleted, so that a file stays small. */
const kept = 1_000;

const received = (event) => ({ type: 'received', event: { event_id: 'event', ...event } });
const itemOf = (n) => ({
  type: 'message',
  id: `item_${n}`,
  role: 'user',
  status: 'completed',
  content: [{ type: 'input_text', text: `Number ${n}.` }],
});
const callOf = (n) => ({
  type: 'function_call',
  id: `item_call_${n}`,
  call_id: `call_${n}`,
  name: 'book',
  arguments: '{}',
  status: 'completed',
});

/** What is said with one number: an item, and one that is forgotten. */
const entriesOf = (n) => [
  received({
    type: 'conversation.item.added',
    previous_item_id: n === 0 ? null : `item_${n - 1}`,
    item: itemOf(n),
  }),
  ...(n < kept ? [] : [received({ type: 'conversation.item.deleted', item_id: `item_${n - kept}` })]),
];

const run = (callId) => {
  store.append([{ type: 'claimed', callId }]).subscribe({ complete: () => say(`T ${callId}`) });
};

const write = (first, calls) => {
  for (const { callId, isClaimed } of calls) if (!isClaimed) run(callId);
  let next = first;
  const step = () => {
    for (const until = next + 3; next < until; next++) {
      const n = next;
      const givenAt = performance.now();
      say(`A ${n}`);
      store.append(entriesOf(n)).subscribe({
        complete: () => say(`D ${n} ${(performance.now() - givenAt).toFixed(3)}`),
        error: ({ code }) => say(`E ${code}`),
      });
      if (n % 50 !== 0) continue;
      const item = callOf(n);
      store
        .append([received({ type: 'response.output_item.done', response_id: 'resp', output_index: 0, item })])
        .subscribe({ complete: () => n % 100 === 0 && run(item.call_id) });
    }
    setTimeout(step, 1);
  };
  step();
};

store.load().subscribe({
  next: ([entry]) => {
    const items = entry?.ledger.conversation.items ?? [];
    const last = items.filter(({ type }) => type === 'message').at(-1)?.id ?? 'item_-1';
    const first = Number(last.slice('item_'.length)) + 1;
    say(`L ${first}`);
    write(first, [...(entry?.ledger.calls.values() ?? [])]);
  },
  error: ({ code, message }) => say(`E ${code} ${message}`),
});

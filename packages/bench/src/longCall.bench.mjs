// A call of an hour, on compiled code: node packages/bench/src/run.mjs longCall (build first).
// P5: what an event costs in the minute after an hour, by what it costs in the first minute of a call; and what an hour
// leaves in memory. With responses, a conversation that is trimmed to 32 turns, and usage; the server is a function that
// deletes what it is asked to. Both calls go through code that the engine has compiled: the first minute of a process is
// slower than any other, which would make every ratio look well.
import { decodeFrame } from '@rx-realtime/codecs';
import { responses, usage } from '@rx-realtime/responses';
import { conversation, keepLastTurns, trimConversation } from '@rx-realtime/responses/conversation';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mergeMap, share, Subject } from 'rxjs';
import { deletedFrame, sessionFrame, turnFrames, turnMs } from './callFrames.mjs';
import { medians, print, target } from './harness.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const windowTurns = 32;
const turnsInMinute = Math.round(60_000 / turnMs);
const turnsInHour = 60 * turnsInMinute;
const rounds = 31;

const decoded = (frame) => decodeFrame(frame).right;

/** A call with its folds; `turn` plays the next one from events or, decoding them, from frames. */
function call() {
  const source = new Subject();
  const figures = { characters: 0, items: 0, tokens: 0 };
  const conversation$ = source.pipe(conversation(), share());
  let deleted = [];
  source
    .pipe(
      responses(),
      mergeMap(({ transcript$ }) => transcript$),
    )
    .subscribe((text) => {
      figures.characters = text.length;
    });
  conversation$.subscribe(({ size }) => {
    figures.items = size;
  });
  conversation$.pipe(trimConversation(keepLastTurns(windowTurns))).subscribe(({ item_id: id }) => {
    deleted.push(id);
  });
  source.pipe(usage()).subscribe(({ total }) => {
    figures.tokens = total.input.unattributed;
  });
  source.next(decoded(sessionFrame));
  let turns = 0;
  return {
    figures,
    nextTurn: () => turnFrames(turns++),
    /** Nanoseconds, and events: those given and those with which the server answers. */
    play(events) {
      let count = events.length;
      const begin = process.hrtime.bigint();
      for (const event of events) {
        source.next(event);
        while (deleted.length > 0) {
          const answers = deleted.map((id) => decoded(deletedFrame(id)));
          deleted = [];
          count += answers.length;
          for (const answer of answers) source.next(answer);
        }
      }
      return { nanoseconds: Number(process.hrtime.bigint() - begin), count };
    },
    end: () => source.complete(),
  };
}

const hour = () => {
  const aged = call();
  for (let turn = 0; turn < turnsInHour; turn++) aged.play(aged.nextTurn().map(decoded));
  return aged;
};

/** The next minute of a call, decoded before the clock runs. */
const minuteOf = ({ nextTurn }) =>
  Array.from({ length: turnsInMinute }, () => nextTurn().map(decoded)).flat();

// --- memory ----------------------------------------------------------------------------------------------------------
hour().end(); // the code itself, and what the engine remembers of it
const used = () => {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = used();
const aged = hour();
const retained = (used() - before) / 1e6;
const { items, tokens } = aged.figures;
console.log(`an hour: ${turnsInHour} turns, ${tokens} input tokens, ${items} items kept`);
if (tokens !== turnsInHour * 1032 || items > 2 * windowTurns + 2)
  throw new Error('the call was not followed');

// --- time ------------------------------------------------------------------------------------------------------------
const times = new Map([
  ['first minute', []],
  ['minute after an hour', []],
]);
for (let round = -10; round < rounds; round++) {
  const fresh = call();
  const works = new Map([
    ['first minute', [fresh, minuteOf(fresh)]],
    ['minute after an hour', [aged, minuteOf(aged)]],
  ]);
  for (const [name, [{ play }, events]] of works) {
    collectGarbage();
    const { nanoseconds, count } = play(events);
    if (round >= 0) times.get(name).push(nanoseconds / count);
  }
  fresh.end();
}
const results = medians(times);
print('responses, conversation and usage: time per event, decoding not included', results);
target('P5 cost after an hour', results['minute after an hour'].ratio, 1.1);
target('P5 retained after an hour, MB', retained, 2);

// A call of an hour, on compiled code: node packages/bench/src/run.mjs longCall (build first).
// P5: what an event costs in the minute after an hour, by what it costs in the first minute of a call, from its frame to
// what the folds make of it; and what an hour leaves in memory. With responses, a conversation that is trimmed to 32
// turns, and usage; the server is a function that deletes what it is asked to. Both calls go through code that the
// engine has compiled: the first minute of a process is slower than any other, which would make every ratio look well.
import { decodeFrame } from '@rx-realtime/codecs';
import { responses, usage } from '@rx-realtime/responses';
import { conversation, keepLastTurns, trimConversation } from '@rx-realtime/responses/conversation';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mergeMap, share, Subject } from 'rxjs';
import { sessionFrame, sounds, turnFrames, turnMs } from './callFrames.mjs';
import { medians, print, target } from './harness.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const windowTurns = 32;
const turnsInMinute = Math.round(60_000 / turnMs);
const turnsInHour = 60 * turnsInMinute;
const rounds = 41;
const warmRounds = 10;
/** One minute alone is too short to be measured. */
const minutesInRound = 10;

const decoded = (frame) => decodeFrame(frame).right;

/** A call with its folds. `play` gives them events, and how many there were with what the server answers. */
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
    nextTurn: (sound) => turnFrames(turns++, sounds[sound]),
    play(events) {
      let count = events.length;
      for (const event of events) {
        source.next(event);
        while (deleted.length > 0) {
          const answers = deleted;
          deleted = [];
          count += answers.length;
          for (const item_id of answers) {
            source.next({ type: 'conversation.item.deleted', event_id: `deleted_${item_id}`, item_id });
          }
        }
      }
      return count;
    },
    end: () => source.complete(),
  };
}

const hour = () => {
  const aged = call();
  for (let turn = 0; turn < turnsInHour; turn++) aged.play(aged.nextTurn('long').map(decoded));
  return aged;
};

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
/** Processor time per event of the first minute of a call and of one after an hour; `prepare` makes a minute's frames. */
function timesOf(prepare, play) {
  const times = new Map([
    ['first minute', []],
    ['minute after an hour', []],
  ]);
  for (let round = -warmRounds; round < rounds; round++) {
    const fresh = Array.from({ length: minutesInRound }, call);
    const works = [
      ['first minute', fresh],
      ['minute after an hour', fresh.map(() => aged)],
    ];
    // What is measured second pays for garbage of the first, so they take turns. (To collect it before each would have the
    // engine forget what it knows of the code, and what is measured would be that.)
    for (const [name, calls] of round % 2 === 0 ? works : works.toReversed()) {
      const minutes = calls.map((one) => [one, prepare(one.nextTurn)]);
      let count = 0;
      const begin = process.cpuUsage();
      for (const [one, minute] of minutes) count += play(one, minute);
      const { user, system } = process.cpuUsage(begin);
      if (round >= 0) times.get(name).push(((user + system) * 1000) / count);
    }
    for (const { end } of fresh) end();
  }
  return medians(times);
}

const minute = (sound) => (nextTurn) => Array.from({ length: turnsInMinute }, () => nextTurn(sound)).flat();

const whole = timesOf(minute('long'), (one, frames) => one.play(frames.map(decoded)));
print('from frames: decoding, responses, conversation, usage; processor time per event', whole);
target('P5 cost after an hour', whole['minute after an hour'].ratio, 1.1);

// With little sound, which the folds do not look into: its garbage would be most of what is measured.
const folds = timesOf(
  (nextTurn) => minute('short')(nextTurn).map(decoded),
  (one, events) => one.play(events),
);
print('of it responses, conversation, usage', folds);
target('P5 retained after an hour, MB', retained, 2);

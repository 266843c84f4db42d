// A call of an hour, on compiled code: node packages/bench/src/run.mjs longCall (build first).
// P5: what an event costs in the minute after an hour, by what it costs in the first minute of a call, from its frame to
// what the folds make of it; and what an hour leaves in memory. With responses, a conversation that is trimmed to 32
// turns, and usage; the server is a function that deletes what it is asked to. Both calls go through code that the
// engine has compiled: the first minute of a process is slower than any other, which would make every ratio look well.
import * as codecs from '@rx-realtime/codecs';
import * as folds from '@rx-realtime/responses';
import * as conversations from '@rx-realtime/responses/conversation';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as rxjs from 'rxjs';
import { sessionFrame, sounds, turnFrames, turnMs } from './callFrames.mjs';
import { ofBuilds, section, takeTurns, target } from './harness.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const windowTurns = 32;
const turnsInMinute = Math.round(60_000 / turnMs);
const turnsInHour = 60 * turnsInMinute;
const rounds = 61;
const warmRounds = 5;
/** One minute alone is too short to be measured. */
const minutesInRound = 10;

// With the RxJS of each checkout: one that both share is compiled for what both do.
const own = { ...codecs, ...folds, ...conversations, ...rxjs };
const specifiers = ['codecs', 'responses', 'responses/conversation'].map((name) => `@rx-realtime/${name}`);

/** A call with its folds, of a build. `play` gives them events, and how many there were with what the server answers. */
function call(build) {
  const { conversation, decodeFrame, keepLastTurns, responses, trimConversation, usage } = build;
  const { mergeMap, share, Subject } = build;
  const decoded = (frame) => decodeFrame(frame).right;
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
    decoded,
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

const hour = (build) => {
  const aged = call(build);
  for (let turn = 0; turn < turnsInHour; turn++) aged.play(aged.nextTurn('long').map(aged.decoded));
  return aged;
};

// --- memory ----------------------------------------------------------------------------------------------------------
hour(own).end(); // the code itself, and what the engine remembers of it
const used = () => {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = used();
const aged = hour(own);
const retained = (used() - before) / 1e6;
const { items, tokens } = aged.figures;
console.log(`an hour: ${turnsInHour} turns, ${tokens} input tokens, ${items} items kept`);
if (tokens !== turnsInHour * 1032 || items > 2 * windowTurns + 2)
  throw new Error('the call was not followed');

// --- time ------------------------------------------------------------------------------------------------------------
/**
 * The first minute of a call and one after an hour, of each build; `prepare` makes a minute's frames of a call.
 * (To collect the garbage of one before the other would have the engine forget what it knows of the code.)
 */
async function timesOf(prepare, play) {
  const works = await ofBuilds(
    (build) => {
      const old = build === own ? aged : hour(build);
      return {
        'first minute': () => ({
          calls: Array.from({ length: minutesInRound }, () => call(build)),
          isOver: true,
        }),
        'minute after an hour': () => ({ calls: Array.from({ length: minutesInRound }, () => old) }),
      };
    },
    own,
    ...specifiers,
    'rxjs',
  );
  return takeTurns(
    Object.entries(works),
    rounds,
    (work) => {
      const { calls, isOver } = work();
      const minutes = calls.map((one) => [one, prepare(one)]);
      let count = 0;
      const begin = process.cpuUsage();
      for (const [one, minute] of minutes) count += play(one, minute);
      const { user, system } = process.cpuUsage(begin);
      if (isOver) for (const { end } of calls) end();
      return ((user + system) * 1000) / count;
    },
    warmRounds,
  );
}

const minute = (one, sound) => Array.from({ length: turnsInMinute }, () => one.nextTurn(sound)).flat();
const later = 'minute after an hour';

section(
  'from frames: decoding, responses, conversation, usage; processor time per event',
  await timesOf(
    (one) => minute(one, 'long'),
    (one, frames) => one.play(frames.map(one.decoded)),
  ),
  [{ of: later, name: 'P5', limit: 1.1 }],
);

// With little sound, which the folds do not look into: its garbage would be most of what is measured.
section(
  'of it responses, conversation, usage',
  await timesOf(
    (one) => minute(one, 'short').map(one.decoded),
    (one, events) => one.play(events),
  ),
);
target('P5 retained after an hour, MB', retained, 2);

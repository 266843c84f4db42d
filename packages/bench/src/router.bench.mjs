// Many typed subscribers of one socket, on compiled code: node packages/bench/src/run.mjs router (build first).
// P7: a subscriber for each type of event there is by `routeEvents`, against one by `routeEvents`; and as many filters.
import * as codecs from '@rx-realtime/codecs';
import * as events from '@rx-realtime/events';
import * as rxjs from 'rxjs';
import { compare, ofBuilds, section } from './harness.mjs';
import { closing, opening, speech } from './sessionFrames.mjs';

const answer = [...opening, ...speech, ...speech, ...speech, ...speech, ...closing].map(
  (frame) => codecs.decodeFrame(frame).right,
);
const types = Object.keys(codecs.serverEventCodecs);
const [, transcript] = speech.map((frame) => JSON.parse(frame).type);

let seen = 0;
const count = () => {
  seen += 1;
};

/** A source whose subscribers are set up by `subscribe`; gives the work of sending it one answer. */
const answers = (Subject) => (subscribe) => {
  const source = new Subject();
  subscribe(source);
  return () => {
    for (const event of answer) source.next(event);
    return seen;
  };
};

const routes = `${types.length} routes`;
const turns = await compare(
  await ofBuilds(
    ({ ofType, routeEvents, Subject }) => {
      const answerTo = answers(Subject);
      return {
        'one route': answerTo((source) => routeEvents(source)(transcript).subscribe(count)),
        [routes]: answerTo((source) => {
          const route = routeEvents(source);
          for (const type of types) route(type).subscribe(count);
        }),
        'one filter': answerTo((source) => source.pipe(ofType(transcript)).subscribe(count)),
        [`${types.length} filters`]: answerTo((source) => {
          for (const type of types) source.pipe(ofType(type)).subscribe(count);
        }),
      };
    },
    // With the RxJS of each checkout: one that both share is compiled for what both do.
    { ...events, ...rxjs },
    '@rx-realtime/events',
    'rxjs',
  ),
  4000,
);
section(`typed subscribers, an answer of ${answer.length} events`, turns, [
  { of: routes, name: 'P7', limit: 2 },
]);

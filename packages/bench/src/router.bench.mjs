// Many typed subscribers of one socket, on compiled code: node packages/bench/src/run.mjs router (build first).
// P7: a subscriber for each type of event there is by `routeEvents`, against one by `routeEvents`; and as many filters.
import { decodeFrame, serverEventCodecs } from '@rx-realtime/codecs';
import { ofType, routeEvents } from '@rx-realtime/events';
import { Subject } from 'rxjs';
import { compare, print, target } from './harness.mjs';
import { closing, opening, speech } from './sessionFrames.mjs';

const events = [...opening, ...speech, ...speech, ...speech, ...speech, ...closing].map(
  (frame) => decodeFrame(frame).right,
);
const types = Object.keys(serverEventCodecs);
const [, transcript] = speech.map((frame) => JSON.parse(frame).type);

let seen = 0;
const count = () => {
  seen += 1;
};

/** A source whose subscribers are set up by `subscribe`; gives the work of sending it one answer. */
function answerTo(subscribe) {
  const source = new Subject();
  subscribe(source);
  return () => {
    for (const event of events) source.next(event);
    return seen;
  };
}

const results = compare(
  {
    'one route': answerTo((source) => routeEvents(source)(transcript).subscribe(count)),
    [`${types.length} routes`]: answerTo((source) => {
      const route = routeEvents(source);
      for (const type of types) route(type).subscribe(count);
    }),
    'one filter': answerTo((source) => source.pipe(ofType(transcript)).subscribe(count)),
    [`${types.length} filters`]: answerTo((source) => {
      for (const type of types) source.pipe(ofType(type)).subscribe(count);
    }),
  },
  4000,
);
print(`typed subscribers, an answer of ${events.length} events`, results);
target('P7', results[`${types.length} routes`].ratio, 2);

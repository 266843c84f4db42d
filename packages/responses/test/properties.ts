/** What must hold for every conversation, however its events arrive. Used by the specs and, with more runs, by fuzz/. */
import type { ServerEvent } from '@rx-realtime/codecs';
import { Subject } from 'rxjs';
import { collectResponse } from '../src/answers/collectResponse.ts';
import type { CollectedResponse } from '../src/answers/collectResponse.ts';
import { responses } from '../src/answers/responses.ts';
import type { ItemStream, PartStream, ResponseStream } from '../src/answers/responseStream.ts';
import type { Shuffled } from './shuffled.ts';

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

const equal = (actual: unknown, expected: unknown, what: string): void =>
  must(
    JSON.stringify(actual) === JSON.stringify(expected),
    `${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`,
  );

/** Follows every nested stream and counts how often each ends. */
const follow = (ends: Map<string, number>, response: ResponseStream): void => {
  const watch = (
    name: string,
    stream$: { subscribe: (observer: object) => unknown },
    next?: (value: never) => void,
  ) => {
    must(!ends.has(name), `${name} was emitted twice`);
    ends.set(name, 0);
    const count = () => ends.set(name, (ends.get(name) ?? 0) + 1);
    stream$.subscribe({ next, complete: count, error: count });
  };
  const id = response.responseId;
  watch(`${id} text`, response.text$);
  watch(`${id} textDelta`, response.textDelta$);
  watch(`${id} transcript`, response.transcript$);
  watch(`${id} audio`, response.audio$);
  watch(`${id} calls`, response.functionCalls$);
  watch(`${id} done`, response.done$);
  watch(`${id} items`, response.items$, (item: ItemStream) => {
    watch(`${id} ${item.itemId} done`, item.done$);
    watch(`${id} ${item.itemId} arguments`, item.arguments$);
    watch(`${id} ${item.itemId} parts`, item.parts$, (part: PartStream) => {
      watch(`${id} ${item.itemId} ${part.contentIndex} text`, part.text$);
      watch(`${id} ${item.itemId} ${part.contentIndex} audio`, part.audio$);
    });
  });
};

const play = (events: readonly ServerEvent[]): CollectedResponse[] => {
  const source = new Subject<ServerEvent>();
  const ends = new Map<string, number>();
  const collected: CollectedResponse[] = [];
  source.pipe(responses()).subscribe((response) => follow(ends, response));
  source.pipe(responses(), collectResponse()).subscribe((response) => collected.push(response));
  events.forEach((event) => source.next(event));
  source.complete();
  for (const [name, count] of ends) must(count === 1, `${name} ended ${count} times`);
  return collected;
};

/** The sum of what arrives is what the `done` payloads say; nothing comes twice; every stream ends once. */
export const checkResponses = ({ recordings, events, lost }: Shuffled): void => {
  const collected = play(events);
  equal(
    collected.map(({ responseId }) => responseId).sort(),
    recordings.map(({ responseId }) => responseId).sort(),
    'responses',
  );
  for (const { responseId, expected, events: recorded } of recordings) {
    const response = collected.find((other) => other.responseId === responseId);
    equal(response?.text, expected.text, 'text');
    equal(response?.transcript, expected.transcript, 'transcript');
    // A call is emitted when its item is done; where that was lost, response.done brings it, after the others.
    const inOrder = (calls: readonly string[] = []) => (lost.size > 0 ? [...calls].sort() : calls);
    const calls = response?.functionCalls.map((call) => call.arguments);
    equal(inOrder(calls), inOrder(expected.calls), 'calls');
    if (lost.size > 0) continue;
    const blocks = recorded.filter(({ type }) => type === 'response.output_audio.delta').length;
    equal(response?.audio.length, blocks, 'sound');
  }
};

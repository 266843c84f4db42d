import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { isDeepStrictEqual } from 'node:util';
import type { Happening } from '../../src/model/happening.ts';
import { newServer } from '../../src/model/serverState.ts';
import type { reduceServer } from '../../src/model/reduceServer.ts';
import type { Crossed, Trace } from './traceOf.ts';

type Fields = Readonly<Record<string, unknown>>;
type Told = Crossed['event'];

/** What the model leaves out. */
const leftOut =
  /\.delta$|content_part|output_(text|audio|audio_transcript)\.done$|^rate_limits|transcription\.delta$/;
const leftOutFields = ['event_id', 'expires_at', 'usage', 'message', 'phase', 'logprobs'];
const isLeftOut = (key: string, value: unknown, of: Fields): boolean =>
  leftOutFields.includes(key) ||
  (key === 'audio' && (typeof value === 'string' || of['object'] === 'realtime.response'));

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The simulator has a part for a message of which nothing has been sent yet. */
const isEmptyPart = (value: unknown): boolean =>
  isObject(value) &&
  ((value['type'] === 'output_audio' && value['transcript'] === '') ||
    (value['type'] === 'output_text' && value['text'] === ''));

/** A value without what the model leaves out, and with its ids in the words of the other side. */
const plain = (value: unknown, idOf: (id: string) => string): unknown => {
  if (typeof value === 'string') return idOf(value);
  if (Array.isArray(value))
    return value.filter((inner) => !isEmptyPart(inner)).map((inner: unknown) => plain(inner, idOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isLeftOut(key, inner, value))
      .map(([key, inner]) => [key, plain(inner, idOf)]),
  );
};

const idPattern = /^(item|resp|call|sess|conv)_/;

/** Which id of the simulator is which of the model: learnt from events that say the same. */
const createNames = () => {
  const names = new Map<string, string>();
  const learn = (theirs: unknown, ours: unknown): void => {
    if (typeof theirs === 'string' && typeof ours === 'string') {
      if (idPattern.test(theirs) && !names.has(theirs)) names.set(theirs, ours);
    } else if (isObject(theirs) && isObject(ours))
      for (const key of Object.keys(theirs)) learn(theirs[key], ours[key]);
  };
  return { learn, of: (id: string): string => names.get(id) ?? id };
};

const textAt = (event: Fields, key: string): string => {
  const value = event[key];
  return typeof value === 'string' ? value : '';
};
const numberAt = (event: Fields, key: string): number => Number(event[key]);

/** What must have happened at the server for it to send this by itself. */
const happeningOf = (event: Told, idOf: (id: string) => string): Happening | undefined => {
  const response_id = idOf(textAt(event, 'response_id'));
  const item = isObject(event['item']) ? event['item'] : {};
  switch (event.type) {
    case 'session.created':
      return { type: 'server.opens' };
    case 'input_audio_buffer.speech_started':
      return { type: 'server.speech_starts', audio_start_ms: numberAt(event, 'audio_start_ms') };
    case 'input_audio_buffer.speech_stopped':
      return { type: 'server.speech_stops', audio_end_ms: numberAt(event, 'audio_end_ms') };
    case 'conversation.item.input_audio_transcription.completed':
      return {
        type: 'server.transcribes',
        item_id: idOf(textAt(event, 'item_id')),
        transcript: textAt(event, 'transcript'),
      };
    case 'response.output_item.added':
      return item['type'] === 'message'
        ? { type: 'server.says', response_id }
        : { type: 'server.calls', response_id, name: textAt(item, 'name') };
    case 'response.output_text.delta':
    case 'response.output_audio_transcript.delta':
    case 'response.function_call_arguments.delta':
      return { type: 'server.sends', response_id, text: textAt(event, 'delta') };
    case 'response.output_audio.delta':
      return {
        type: 'server.sends',
        response_id,
        audio_ms: Buffer.from(textAt(event, 'delta'), 'base64').length / 48,
      };
    case 'response.function_call_arguments.done':
      return { type: 'server.finishes', response_id };
    case 'response.done': {
      const response = isObject(event['response']) ? event['response'] : {};
      return { type: 'server.ends', response_id: idOf(textAt(response, 'id')) };
    }
    default:
      return undefined;
  }
};

/**
 * Has the model go through what a simulator went through; tells where they first differ, or undefined.
 *
 * What a client sent is given to both. For what the simulator sent by itself the model is told what must have happened,
 * and has to send the same.
 */
export const modelDifference = (trace: Trace, reduce: typeof reduceServer): string | undefined => {
  const names = createNames();
  let state = newServer;
  let owed: readonly ServerEvent[] = [];
  let responseOf = new Map<string, string>();
  const give = (input: ClientEvent | Happening): void => {
    const [next, events] = reduce(state, input);
    state = next;
    owed = events;
  };

  for (const [at, step] of trace.entries()) {
    if (step === 'opened') continue;
    if (step === 'lost' || step.from === 'client') {
      if (owed.length > 0) return `${at}: the model sends ${owed[0]?.type}, the simulator nothing`;
      if (step === 'lost') {
        give({ type: 'server.closes' });
        responseOf = new Map();
      } else give(plainIds(step.event, names.of) as ClientEvent);
      continue;
    }
    const { event } = step;
    const itemId = isObject(event['item']) ? textAt(event['item'], 'id') : '';
    if (event.type === 'response.output_item.added') responseOf.set(itemId, textAt(event, 'response_id'));
    if (owed.length === 0) {
      const response_id = names.of(responseOf.get(itemId) ?? '');
      const finished: Happening = { type: 'server.finishes', response_id };
      const happening =
        happeningOf(event, names.of) ?? (event.type === 'conversation.item.done' ? finished : undefined);
      if (happening) give(happening);
      else if (!leftOut.test(event.type))
        return `${at}: the simulator sends ${event.type}, the model nothing`;
    }
    if (leftOut.test(event.type)) continue;
    const [ours, ...others] = owed;
    if (ours === undefined) return `${at}: the simulator sends ${event.type}, the model nothing`;
    owed = others;
    names.learn(event, ours);
    const theirs = plain(event, names.of);
    const mine = plain(ours, (id) => id);
    if (!isDeepStrictEqual(theirs, mine))
      return `${at}: the simulator sends ${JSON.stringify(theirs)}, the model ${JSON.stringify(mine)}`;
  }
  return undefined;
};

/** A client event with its ids in the words of the model. */
const plainIds = (value: unknown, idOf: (id: string) => string): unknown => {
  if (typeof value === 'string') return idOf(value);
  if (Array.isArray(value)) return value.map((inner: unknown) => plainIds(inner, idOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainIds(inner, idOf)]));
};

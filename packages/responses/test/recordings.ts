/**
 * Event sequences as the server sends them, after OpenAI's OpenAPI description of August 2026 plus the orders seen on
 * the wire (created → item added → part added → deltas → done events → item done → response.done → rate limits).
 */
import type { RealtimeResponse, ServerEvent, ServerItem } from '@rx-realtime/codecs';

let serial = 0;
const eventId = (): string => `event_${++serial}`;

export interface Recording {
  readonly responseId: string;
  readonly events: readonly ServerEvent[];
  /** What the `done` payloads say. */
  readonly expected: {
    readonly text: string;
    readonly transcript: string;
    readonly audio: readonly string[];
    readonly calls: readonly string[];
  };
}

type Part =
  | { readonly kind: 'text'; readonly pieces: readonly string[] }
  | { readonly kind: 'audio'; readonly pieces: readonly string[]; readonly audio: readonly string[] };

type OutputItem =
  | { readonly kind: 'message'; readonly parts: readonly Part[] }
  | { readonly kind: 'function_call'; readonly name: string; readonly pieces: readonly string[] };

export interface RecordingConfig {
  readonly id: string;
  readonly items: readonly OutputItem[];
  readonly outOfBand?: boolean;
  readonly status?: 'completed' | 'cancelled' | 'failed' | 'incomplete';
}

const contentOf = (part: Part) =>
  part.kind === 'text'
    ? { type: 'output_text' as const, text: part.pieces.join('') }
    : { type: 'output_audio' as const, transcript: part.pieces.join('') };

const itemOf = (id: string, index: number, item: OutputItem, finished: boolean): ServerItem =>
  item.kind === 'message'
    ? {
        id: `item_${id}_${index}`,
        type: 'message',
        role: 'assistant',
        status: finished ? 'completed' : 'in_progress',
        content: finished ? item.parts.map(contentOf) : [],
      }
    : {
        id: `item_${id}_${index}`,
        type: 'function_call',
        status: finished ? 'completed' : 'in_progress',
        name: item.name,
        call_id: `call_${id}_${index}`,
        arguments: finished ? item.pieces.join('') : '',
      };

const partEvents = (
  address: { response_id: string; item_id: string; output_index: number },
  part: Part,
  index: number,
) => {
  const at = { ...address, content_index: index };
  const events: ServerEvent[] = [
    { type: 'response.content_part.added', event_id: eventId(), ...at, part: { type: part.kind } },
  ];
  const audio = part.kind === 'audio' ? [...part.audio] : [];
  for (const delta of part.pieces) {
    events.push(
      part.kind === 'text'
        ? { type: 'response.output_text.delta', event_id: eventId(), ...at, delta }
        : { type: 'response.output_audio_transcript.delta', event_id: eventId(), ...at, delta },
    );
    const block = audio.shift();
    if (block) events.push({ type: 'response.output_audio.delta', event_id: eventId(), ...at, delta: block });
  }
  for (const delta of audio)
    events.push({ type: 'response.output_audio.delta', event_id: eventId(), ...at, delta });
  const whole = part.pieces.join('');
  if (part.kind === 'text') {
    events.push({ type: 'response.output_text.done', event_id: eventId(), ...at, text: whole });
  } else {
    events.push({ type: 'response.output_audio.done', event_id: eventId(), ...at });
    events.push({
      type: 'response.output_audio_transcript.done',
      event_id: eventId(),
      ...at,
      transcript: whole,
    });
  }
  const done = part.kind === 'text' ? { type: 'text', text: whole } : { type: 'audio', transcript: whole };
  events.push({ type: 'response.content_part.done', event_id: eventId(), ...at, part: done });
  return events;
};

/** One response as a list of events, with what they add up to. */
export const record = ({
  id,
  items,
  outOfBand = false,
  status = 'completed',
}: RecordingConfig): Recording => {
  const responseId = `resp_${id}`;
  const conversation_id = outOfBand ? null : 'conv_1';
  const response = { id: responseId, object: 'realtime.response', conversation_id, metadata: null } as const;
  const events: ServerEvent[] = [
    {
      type: 'response.created',
      event_id: eventId(),
      response: { ...response, status: 'in_progress', status_details: null, output: [], usage: null },
    },
  ];
  items.forEach((item, output_index) => {
    const item_id = `item_${id}_${output_index}`;
    const address = { response_id: responseId, item_id, output_index };
    const added = itemOf(id, output_index, item, false);
    events.push({
      type: 'response.output_item.added',
      event_id: eventId(),
      response_id: responseId,
      output_index,
      item: added,
    });
    if (!outOfBand)
      events.push({
        type: 'conversation.item.added',
        event_id: eventId(),
        previous_item_id: null,
        item: added,
      });
    if (item.kind === 'message') {
      item.parts.forEach((part, index) => events.push(...partEvents(address, part, index)));
    } else {
      const call_id = `call_${id}_${output_index}`;
      for (const delta of item.pieces) {
        events.push({
          type: 'response.function_call_arguments.delta',
          event_id: eventId(),
          ...address,
          call_id,
          delta,
        });
      }
      const whole = { call_id, name: item.name, arguments: item.pieces.join('') };
      events.push({
        type: 'response.function_call_arguments.done',
        event_id: eventId(),
        ...address,
        ...whole,
      });
    }
    const done = itemOf(id, output_index, item, true);
    events.push({ type: 'conversation.item.done', event_id: eventId(), previous_item_id: null, item: done });
    events.push({
      type: 'response.output_item.done',
      event_id: eventId(),
      response_id: responseId,
      output_index,
      item: done,
    });
  });
  const output = items.map((item, index) => itemOf(id, index, item, true));
  const status_details: RealtimeResponse['status_details'] =
    status === 'completed'
      ? null
      : status === 'failed'
        ? { type: 'failed', error: { type: 'invalid_request_error', code: 'rate_limit_exceeded' } }
        : { type: status, reason: status === 'cancelled' ? 'turn_detected' : 'max_output_tokens' };
  const usage = { total_tokens: 30, input_tokens: 20, output_tokens: 10 };
  events.push({
    type: 'response.done',
    event_id: eventId(),
    response: { ...response, status, status_details, output, usage },
  });
  events.push({ type: 'rate_limits.updated', event_id: eventId(), rate_limits: [] });

  const parts = items.flatMap((item) => (item.kind === 'message' ? item.parts : []));
  return {
    responseId,
    events,
    expected: {
      text: parts.map((part) => (part.kind === 'text' ? part.pieces.join('') : '')).join(''),
      transcript: parts.map((part) => (part.kind === 'audio' ? part.pieces.join('') : '')).join(''),
      audio: parts.flatMap((part) => (part.kind === 'audio' ? part.audio : [])),
      calls: items.flatMap((item) => (item.kind === 'function_call' ? [item.pieces.join('')] : [])),
    },
  };
};

export const textItem = (...pieces: string[]): OutputItem => ({
  kind: 'message',
  parts: [{ kind: 'text', pieces }],
});

export const audioItem = (pieces: readonly string[], audio: readonly string[]): OutputItem => ({
  kind: 'message',
  parts: [{ kind: 'audio', pieces, audio }],
});

export const callItem = (name: string, ...pieces: string[]): OutputItem => ({
  kind: 'function_call',
  name,
  pieces,
});

/** The element at `index`, which must be there. */
export const nth = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index} of ${list.length}`);
  return value;
};

/** The event that ends the response; it says all of it once more. */
export const endOf = ({ events }: Recording): ServerEvent =>
  nth(
    events.filter(({ type }) => type === 'response.done'),
    0,
  );

/** A recording as marbles: one event each millisecond. */
export const asMarbles = ({ events }: Recording) => {
  const keys = Array.from('abcdefghijklmnopqrstuvwxyz'.slice(0, events.length));
  return {
    marbles: keys.join(''),
    values: Object.fromEntries(keys.map((key, i) => [key, nth(events, i)])),
    /** Milliseconds before the first event of this type. */
    before: (type: ServerEvent['type']) => events.findIndex((event) => event.type === type),
  };
};

import { byteLengthOf } from '@rx-realtime/pcm';
import * as t from 'io-ts';

const longest = 100;

const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (t.UnknownRecord.is(inner) ? inner[key] : undefined), value);

const textIn = (...values: readonly unknown[]): string | undefined =>
  values.find((value) => typeof value === 'string');

/** What JSON leaves as it is and a terminal may act upon: C1 controls, and marks that turn the direction of writing. */
const unsafe = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Quoted, so that nothing a client sends can move the cursor of whoever watches. */
const quoted = (text: string): string =>
  JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text).replaceAll(unsafe, escaped);

/** Ids and names as they are, unless they hold what a terminal would act upon. */
const word = (text: string): string => (/^[\w.:/-]{1,64}$/.test(text) ? text : quoted(text));

/** How much sound an event carries, never the sound itself. */
const soundOf = (event: Readonly<Record<string, unknown>>): string | undefined => {
  const type = String(event['type']);
  const delta = type.endsWith('output_audio.delta') ? event['delta'] : undefined;
  const base64 = type.endsWith('input_audio_buffer.append') ? event['audio'] : delta;
  return typeof base64 === 'string' ? `${byteLengthOf(base64)} bytes of sound` : undefined;
};

const idOf = (event: Readonly<Record<string, unknown>>): string | undefined =>
  textIn(
    field(event, 'item', 'id'),
    event['item_id'],
    field(event, 'response', 'id'),
    event['response_id'],
    field(event, 'session', 'id'),
  );

const spokenIn = (item: unknown): string | undefined => {
  const content = field(item, 'content');
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const texts = parts.flatMap((part) => textIn(field(part, 'transcript'), field(part, 'text')) ?? []);
  return texts.length > 0 ? texts.join(' ') : undefined;
};

const wordsOf = (event: Readonly<Record<string, unknown>>): string | undefined =>
  textIn(
    event['transcript'],
    event['text'],
    event['arguments'],
    event['delta'],
    field(event, 'part', 'transcript'),
    field(event, 'part', 'text'),
    spokenIn(event['item']),
    field(event, 'item', 'arguments'),
    field(event, 'item', 'output'),
    field(event, 'error', 'message'),
    field(event, 'response', 'status_details', 'error', 'message'),
    field(event, 'response', 'instructions'),
    // The server's session holds the whole configuration; what matters of it is its id.
    field(event, 'session', 'id') === undefined ? field(event, 'session', 'instructions') : undefined,
  );

/** What became of it: the codes, kinds and times that an event has. */
const marksOf = (event: Readonly<Record<string, unknown>>): readonly string[] =>
  [
    field(event, 'session', 'model'),
    field(event, 'item', 'role'),
    field(event, 'item', 'name'),
    event['name'],
    field(event, 'response', 'status'),
    field(event, 'response', 'status_details', 'reason'),
    field(event, 'response', 'status_details', 'error', 'code'),
    field(event, 'error', 'code') ?? field(event, 'error', 'type'),
    field(event, 'error', 'param'),
  ]
    .flatMap((value) => textIn(value) ?? [])
    .map(word);

const timesOf = (event: Readonly<Record<string, unknown>>): readonly string[] =>
  ['audio_start_ms', 'audio_end_ms'].flatMap((key) =>
    typeof event[key] === 'number' ? [`${key.slice(6, -3)} ${event[key]} ms`] : [],
  );

/**
 * What an event is about, in a line: ids, codes, words. Never sound, which is only measured, and nothing that moves a
 * terminal's cursor. Empty for events that say nothing but their type.
 */
export function gist(event: Readonly<Record<string, unknown>>): string {
  const id = idOf(event);
  const sound = soundOf(event);
  const words = sound ?? wordsOf(event);
  return [
    ...(id === undefined ? [] : [word(id)]),
    ...marksOf(event),
    ...timesOf(event),
    ...(words === undefined || words === '' ? [] : [sound ?? quoted(words)]),
  ].join(' ');
}

/**
 * Random frames against the decoder. Whatever comes in: nothing is thrown; what is understood is what its codec
 * accepts; no object has a prototype of its own; no frame takes longer than 50 ms; the fast path for sound agrees with
 * `JSON.parse`.
 */

/** Mulberry32: a small generator whose whole state is the printed seed. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)] };
}

const pieces = [
  '"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\u0000', 'é', '\ud800', '0', '-', '1e999', 'null', 'true', '"type"',
  '"delta":"', '"delta"', '"__proto__":', '"\\u005f_proto__":', '"constructor":', '\\u0064', '\\ud800', '"error"', '[[[[', 'A',
]; // prettier-ignore

/** A text with a few pieces cut out, put in, or taken from another text. */
function damagedText(random, texts) {
  let text = random.pick(texts);
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(text.length + 1);
    const other = random.pick(texts);
    const from = random.below(other.length);
    const insert = random.below(4) === 0 ? other.slice(from, from + random.below(80)) : random.pick(pieces);
    text = text.slice(0, at) + insert + text.slice(at + random.below(6));
  }
  return text;
}

/** Bytes of a text with some bits flipped, so that they need not be UTF-8 any more. */
function damagedBytes(random, texts) {
  const bytes = Buffer.from(damagedText(random, texts));
  for (let flips = random.below(4); flips > 0 && bytes.length > 0; flips--) {
    bytes[random.below(bytes.length)] ^= 1 << random.below(8);
  }
  return bytes;
}

const keys = [
  'type',
  'event_id',
  'response',
  'item',
  'session',
  'delta',
  'error',
  'content',
  '__proto__',
  'constructor',
  'x',
];

/** A JSON value some of whose parts were replaced by parts of others, and some of whose keys are hostile. */
function mixedValue(random, values, depth = 0) {
  const value = random.pick(values);
  if (typeof value !== 'object' || value === null || depth > 5) return value;
  if (Array.isArray(value))
    return value.map((element) => (random.below(4) === 0 ? mixedValue(random, values, depth + 1) : element));
  const entries = Object.entries(value).filter(() => random.below(12) !== 0);
  const mixed = entries.map(([key, field]) => [
    key,
    random.below(6) === 0 ? mixedValue(random, values, depth + 1) : field,
  ]);
  if (random.below(8) === 0) mixed.push([random.pick(keys), mixedValue(random, values, depth + 1)]);
  // Defined, because assigning to `__proto__` would set the prototype instead.
  const object = {};
  for (const [key, field] of mixed)
    Object.defineProperty(object, key, {
      value: field,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return object;
}

function parts(value) {
  return typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(parts)]
    : [value];
}

function strangers(value) {
  if (typeof value !== 'object' || value === null) return 0;
  const prototype = Object.getPrototypeOf(value);
  const plain = prototype === Object.prototype || prototype === Array.prototype || prototype === null;
  return Object.values(value).reduce((sum, part) => sum + strangers(part), plain ? 0 : 1);
}

function soundFrames(random) {
  const ids = {
    event_id: 'event_1',
    response_id: 'resp_1',
    item_id: 'item_1',
    output_index: 0,
    content_index: 0,
  };
  return [3000, 3001, 3002, 4000, 2300].map((size) => {
    const delta = Buffer.from(Array.from({ length: size }, () => random.below(256))).toString('base64');
    return JSON.stringify({ type: 'response.output_audio.delta', ...ids, delta, obfuscation: 'aLxx0jTEci' });
  });
}

/** Damage where it hurts: around the field, at the ends of the text, in its padding. */
function damagedSound(random, frames) {
  let text = random.pick(frames);
  const start = text.indexOf('"delta"');
  for (let edits = 1 + random.below(3); edits > 0; edits--) {
    const at = random.pick([
      random.below(start + 12),
      text.length - random.below(60),
      random.below(text.length),
      start + random.below(12),
    ]);
    text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(3));
  }
  return text;
}

const withoutMadeUpIds = (value) => JSON.stringify(value).replace(/"local_\w{21}"/g, '"local"');

/**
 * @param api `decodeFrame`, `decodeServerEvent`, `serverEventCodecs`
 * @param payloads server events to begin with
 * @param counts how many frames of each kind
 * @returns the counts of what came out, the slowest frame in ms, and the failures
 */
export function fuzz(api, payloads, { seed, damaged, mixed, sound }) {
  const random = randomFrom(seed);
  const texts = payloads.map((payload) => JSON.stringify(payload));
  const values = payloads.flatMap(parts);
  const frames = soundFrames(random);
  const report = { seed, left: 0, unknown: 0, understood: 0, slowestMs: 0, failures: [] };
  const fail = (what, frame) =>
    report.failures.length < 10 && report.failures.push({ what, frame: String(frame).slice(0, 2000) });

  const timed = (frame) => {
    const begin = performance.now();
    const result = api.decodeFrame(frame);
    return { result, ms: performance.now() - begin };
  };

  const check = (frame) => {
    try {
      const { result, ms } = timed(frame);
      // A pause of the garbage collector is not the frame's fault: what counts is the best of three.
      const best = ms > 10 ? Math.min(ms, timed(frame).ms, timed(frame).ms) : ms;
      report.slowestMs = Math.max(report.slowestMs, best);
      if (best > 50) fail(`took ${best} ms`, frame);
      if (strangers(result) > 0) fail('a prototype', frame);
      if (result._tag === 'Left') report.left += 1;
      else if (result.right.type === 'unknown') report.unknown += 1;
      else if (!api.serverEventCodecs[result.right.type]?.is(result.right))
        fail('understood what the codec refuses', frame);
      else report.understood += 1;
      return result;
    } catch (error) {
      fail(`threw ${String(error)}`, frame);
      return undefined;
    }
  };

  const plain = (text) => {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return 'not_json';
    }
    return withoutMadeUpIds(api.decodeServerEvent(value));
  };

  for (let i = 0; i < damaged; i++)
    check(i % 2 === 0 ? damagedText(random, texts) : damagedBytes(random, texts));
  for (let i = 0; i < mixed; i++) check(JSON.stringify(mixedValue(random, values)));
  for (let i = 0; i < sound; i++) {
    const text = damagedSound(random, frames);
    const fast = check(text);
    const expected = plain(text);
    const same =
      expected === 'not_json'
        ? fast?.left?.code === expected
        : withoutMessages(fast) === withoutMessages(JSON.parse(expected));
    if (!same) fail('the fast path disagrees', text);
  }
  if (Object.keys(Object.prototype).length > 0) fail('Object.prototype was changed', '');
  return report;
}

/** Frames and values are refused for the same reasons in different words. */
function withoutMessages(result) {
  return withoutMadeUpIds(result._tag === 'Left' ? result.left.code : result);
}

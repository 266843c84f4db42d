import * as t from 'io-ts';

type Fields = Readonly<Record<string, unknown>>;

/** The beginnings of event types that were renamed. */
const renamed: readonly (readonly [beta: string, current: string])[] = [
  ['response.text.', 'response.output_text.'],
  ['response.audio.', 'response.output_audio.'],
  ['response.audio_transcript.', 'response.output_audio_transcript.'],
  ['transcription_session.', 'session.'],
];

const formats: Readonly<Record<string, Fields>> = {
  pcm16: { type: 'audio/pcm', rate: 24_000 },
  g711_ulaw: { type: 'audio/pcmu' },
  g711_alaw: { type: 'audio/pcma' },
};

const isFields = (u: unknown): u is Fields => t.UnknownRecord.is(u);

/** The fields that are there. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function liftFormat(format: unknown): unknown {
  return typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : format;
}

function liftPart(part: unknown): unknown {
  return isFields(part) && (part['type'] === 'text' || part['type'] === 'audio')
    ? { ...part, type: `output_${part['type']}` }
    : part;
}

function liftItem(item: unknown): unknown {
  return isFields(item) && item['role'] === 'assistant' && Array.isArray(item['content'])
    ? { ...item, content: item['content'].map(liftPart) }
    : item;
}

function liftOutput(fields: Fields): Fields {
  const { modalities, voice, output_audio_format: format, ...rest } = fields;
  const output = present({ format: liftFormat(format), voice });
  const modality = Array.isArray(modalities) ? [modalities.includes('audio') ? 'audio' : 'text'] : undefined;
  const audio = Object.keys(output).length > 0 ? { output } : undefined;
  return present({
    ...rest,
    output_modalities: rest['output_modalities'] ?? modality,
    audio: rest['audio'] ?? audio,
  });
}

function liftUsage(usage: unknown): unknown {
  if (!isFields(usage)) return usage;
  const { input_tokens_details: input, output_tokens_details: output, ...rest } = usage;
  return present({ input_token_details: input, output_token_details: output, ...rest });
}

function liftResponse(response: unknown): unknown {
  if (!isFields(response)) return response;
  const lifted = liftOutput(response);
  const { output, usage } = lifted;
  return {
    ...lifted,
    ...present({ output: Array.isArray(output) ? output.map(liftItem) : output, usage: liftUsage(usage) }),
  };
}

function liftSession(session: unknown, type: 'realtime' | 'transcription'): unknown {
  if (!isFields(session)) return session;
  const {
    input_audio_format: format,
    input_audio_transcription: transcription,
    input_audio_noise_reduction,
    turn_detection,
    max_response_output_tokens: max_output_tokens,
    temperature: _gone,
    ...rest
  } = session;
  const { audio, ...lifted } = liftOutput(rest);
  const input = present({
    format: liftFormat(format),
    transcription,
    noise_reduction: input_audio_noise_reduction,
    turn_detection,
  });
  return present({ type, max_output_tokens, ...lifted, audio: { input, ...(isFields(audio) ? audio : {}) } });
}

function liftType(type: string): string {
  const found = renamed.find(([beta]) => type.startsWith(beta));
  return found ? found[1] + type.slice(found[0].length) : type;
}

function liftFields(event: Fields, type: string): Fields {
  const kind = type.startsWith('transcription_session.') ? 'transcription' : 'realtime';
  return present({
    ...event,
    type: liftType(type),
    item: liftItem(event['item']),
    response: liftResponse(event['response']),
    session: liftSession(event['session'], kind),
  });
}

/** The item is final: the beta said so only for items that were so from the beginning, or by the end of the output. */
function doneAfter({ item, previous_item_id, event_id }: Fields): Fields {
  return present({ type: 'conversation.item.done', event_id, item, previous_item_id });
}

/**
 * Makes a server event of the beta into what servers send today, for older Azure endpoints.
 *
 * One beta event may be two: `conversation.item.created` of a complete item is `added` and `done`. For endpoints of the
 * beta only: elsewhere an item would be done twice. Decode the result as always.
 *
 * @param u a parsed server event
 * @returns the events that it is today, in order
 * @example
 * import { liftBetaEvent } from '@rx-realtime/codecs/beta';
 *
 * const beta = { type: 'response.text.delta', delta: 'Hi' };
 * console.log(JSON.stringify(liftBetaEvent(beta))); // prints: [{"type":"response.output_text.delta","delta":"Hi"}]
 */
export function liftBetaEvent(u: unknown): readonly unknown[] {
  if (!isFields(u) || typeof u['type'] !== 'string') return [u];
  const event = liftFields(u, u['type']);
  if (u['type'] === 'response.output_item.done') return [doneAfter(event), event];
  if (u['type'] !== 'conversation.item.created') return [event];
  const added = { ...event, type: 'conversation.item.added' };
  const isRunning = isFields(event['item']) && event['item']['status'] === 'in_progress';
  return isRunning ? [added] : [added, doneAfter(event)];
}

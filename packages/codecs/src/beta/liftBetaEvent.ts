import type { BetaConfig } from './betaConfig.ts';
import { isFields, present } from './fields.ts';
import type { Fields } from './fields.ts';
import { liftItem } from './liftItem.ts';
import { liftOutput, liftSession } from './liftSession.ts';

/** The beginnings of event types that were renamed. */
const renamed: readonly (readonly [beta: RegExp, today: string])[] = [
  [/^response\.(?=(?:text|audio|audio_transcript)\.(?:delta|done)$)/, 'response.output_'],
  [/^transcription_session\./, 'session.'],
  [/^output_audio_buffer\.audio_/, 'output_audio_buffer.'],
];

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

const liftType = (type: string): string =>
  renamed.reduce((name, [beta, today]) => name.replace(beta, today), type);

function liftFields(event: Fields, type: string, config: BetaConfig): Fields {
  const kind = type.startsWith('transcription_session.') ? 'transcription' : 'realtime';
  return present({
    ...event,
    type: liftType(type),
    item: liftItem(event['item']),
    response: liftResponse(event['response']),
    session: liftSession(event['session'], kind, config),
  });
}

/** The item is final: the beta said so only for items that were so from the beginning, or by the end of the output. */
function doneAfter({ item, previous_item_id, event_id }: Fields): Fields {
  return present({ type: 'conversation.item.done', event_id, item, previous_item_id });
}

/**
 * Makes a server event of the beta into what servers send today: for previews of Azure, Speaches, Qwen.
 *
 * One beta event may be two: `conversation.item.created` of a complete item is `added` and `done`, and so is the end of an
 * output item. What it does not know it leaves as it is: an event that could be read before can be read after. Decode the
 * result as always.
 *
 * For servers of the beta only, and for all of their events: elsewhere an item would be done twice.
 *
 * | in the beta                                            | today                                              |
 * | ------------------------------------------------------ | -------------------------------------------------- |
 * | `response.text.*`, `….audio.*`, `….audio_transcript.*` | `response.output_text.*`, …                        |
 * | `transcription_session.*`                              | `session.*`                                        |
 * | `output_audio_buffer.audio_started`, …                 | `output_audio_buffer.started`, …                   |
 * | `voice`, `turn_detection`, `*_audio_format`, …         | in `audio.output` and `audio.input`                |
 * | `pcm16`, `pcm24`, `pcm16_8000hz`, `g711_ulaw`, `mp3`   | `{ type, rate }`; `mp3` is the `type` of a format  |
 * | `turn_detection: { type: null }`                       | `null`                                             |
 *
 * @param u a parsed server event
 * @param config what the server means by its words
 * @returns the events that it is today, in order
 * @example
 * import { liftBetaEvent } from '@rx-realtime/codecs/beta';
 *
 * const beta = { type: 'response.text.delta', delta: 'Hi' };
 * console.log(JSON.stringify(liftBetaEvent(beta))); // prints: [{"type":"response.output_text.delta","delta":"Hi"}]
 *
 * @see {@link lowerBetaEvent} for the other direction
 * @see https://platform.openai.com/docs/guides/realtime#beta-to-ga-migration
 */
export function liftBetaEvent(u: unknown, config: BetaConfig = {}): readonly unknown[] {
  if (!isFields(u) || typeof u['type'] !== 'string') return [u];
  const event = liftFields(u, u['type'], config);
  if (u['type'] === 'response.output_item.done') return [doneAfter(event), event];
  if (u['type'] !== 'conversation.item.created') return [event];
  const added = { ...event, type: 'conversation.item.added' };
  const isRunning = isFields(event['item']) && event['item']['status'] === 'in_progress';
  return isRunning ? [added] : [added, doneAfter(event)];
}

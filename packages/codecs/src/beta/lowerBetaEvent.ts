import type { ClientEvent } from '../events/clientEventCodecs.ts';
import type { ResponseCreateParams } from '../events/response.ts';
import type { SessionConfig } from '../resources/sessionConfig.ts';
import { usualRateHz } from './betaConfig.ts';
import type { BetaConfig } from './betaConfig.ts';
import { lowerFormat } from './format.ts';
import { isFields, present } from './fields.ts';
import type { Fields } from './fields.ts';

/** The content types of the model's words in the beta. */
const lowerPart = (part: unknown): unknown =>
  isFields(part) && (part['type'] === 'output_text' || part['type'] === 'output_audio')
    ? { ...part, type: part['type'].slice('output_'.length) }
    : part;

const lowerItem = (item: object): object =>
  'content' in item && Array.isArray(item.content) ? { ...item, content: item.content.map(lowerPart) } : item;

/** The beta spoke only together with text: its modalities are `['text']` or `['text', 'audio']`. */
const lowerModalities = (modalities: readonly string[] | undefined): readonly string[] | undefined =>
  modalities && (modalities.includes('audio') ? ['text', 'audio'] : ['text']);

/** Fields that the beta has in the same place, or that only this server knows, stay as they are. */
function lowerSession(session: SessionConfig, inputRateHz: number): Fields {
  const { type: _type, audio, ...rest } = session;
  const { format, transcription, noise_reduction, turn_detection } = audio?.input ?? {};
  const input = {
    input_audio_format: lowerFormat(format, inputRateHz),
    input_audio_transcription: transcription,
    input_audio_noise_reduction: noise_reduction,
    turn_detection,
  };
  if (session.type === 'transcription') return present({ ...input, ...rest });
  const {
    output_modalities: modalities,
    max_output_tokens,
    ...others
  } = rest as Fields & Partial<typeof session>;
  const { format: spoken, voice, speed } = session.audio?.output ?? {};
  return present({
    modalities: lowerModalities(modalities),
    voice,
    output_audio_format: lowerFormat(spoken, usualRateHz),
    speed,
    ...input,
    max_response_output_tokens: max_output_tokens,
    ...others,
  });
}

function lowerResponse(response: ResponseCreateParams): Fields {
  const { output_modalities: modalities, audio, max_output_tokens, input, ...rest } = response;
  const { format, voice } = audio?.output ?? {};
  return present({
    modalities: lowerModalities(modalities),
    voice,
    output_audio_format: lowerFormat(format, usualRateHz),
    max_response_output_tokens: max_output_tokens,
    input: input?.map(lowerItem),
    ...rest,
  });
}

/**
 * Makes a client event into what a server of the beta takes.
 *
 * | today                                   | in the beta                                                        |
 * | --------------------------------------- | ------------------------------------------------------------------ |
 * | `session.update`                        | the same with a flat session; `transcription_session.update`       |
 * | `output_modalities: ['audio']`          | `modalities: ['text', 'audio']`                                    |
 * | `audio.input`, `audio.output`           | `input_audio_format`, `turn_detection`, `voice`, …                 |
 * | `max_output_tokens`                     | `max_response_output_tokens`                                       |
 * | content `output_text`, `output_audio`   | `text`, `audio`                                                    |
 * | PCM of another rate than the usual one  | `pcm16_16000hz`                                                    |
 *
 * Fields that OpenAI's sessions do not have (`temperature`, a voice object) stay where they are, and win.
 *
 * @param event as OpenAI's servers take it today
 * @param config what the server means by its words
 * @example
 * import { lowerBetaEvent } from '@rx-realtime/codecs/beta';
 *
 * const session = { type: 'realtime', audio: { output: { voice: 'alloy' } } } as const;
 * console.log(JSON.stringify(lowerBetaEvent({ type: 'session.update', session }))); // prints: {"type":"session.update","session":{"voice":"alloy"}}
 *
 * @see {@link liftBetaEvent} for the other direction
 */
export function lowerBetaEvent(event: ClientEvent, { inputRateHz = usualRateHz }: BetaConfig = {}): unknown {
  switch (event.type) {
    case 'session.update': {
      const session = lowerSession(event.session, inputRateHz);
      const isTranscription = event.session.type === 'transcription';
      return { ...event, type: isTranscription ? 'transcription_session.update' : event.type, session };
    }
    case 'conversation.item.create':
      return { ...event, item: lowerItem(event.item) };
    case 'response.create':
      return event.response ? { ...event, response: lowerResponse(event.response) } : event;
    default:
      return event;
  }
}

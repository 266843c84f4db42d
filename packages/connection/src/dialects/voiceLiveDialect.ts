import type { ClientEvent } from '@rx-realtime/codecs';
import { liftBetaEvent, lowerBetaEvent } from '@rx-realtime/codecs/beta';
import type { Dialect } from '../dialect.ts';
import type { EndpointConfig, Route } from '../endpoint.ts';
import { fieldsIn, isFields, present } from './fields.ts';
import type { Fields } from './fields.ts';

/** Options of {@link voiceLiveDialect}. */
export interface VoiceLiveDialectConfig {
  /** @defaultValue `2025-10-01` */
  readonly apiVersion?: string;
  /** More query parameters, such as `agent-name` and `agent-project-name` of a hosted agent. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const path = '/voice-live/realtime';

/** A voice of Azure's by name begins with its locale: `en-US-Ava:DragonHDLatestNeural`. */
const azureVoice = /^[a-z]{2,3}-[A-Z]/;

/** A voice that is nothing but its name; one with a style or a model stays an object. */
const liftVoice = (voice: unknown): unknown => {
  if (!isFields(voice) || typeof voice['name'] !== 'string') return voice;
  const type = azureVoice.test(voice['name']) ? 'azure-standard' : 'openai';
  return voice['type'] === type && Object.keys(voice).length === 2 ? voice['name'] : voice;
};

const lowerVoice = (voice: unknown): unknown =>
  typeof voice === 'string'
    ? { type: azureVoice.test(voice) ? 'azure-standard' : 'openai', name: voice }
    : voice;

const withVoice = (fields: Fields, change: (voice: unknown) => unknown): Fields =>
  'voice' in fields ? { ...fields, voice: change(fields['voice']) } : fields;

/** Input of another rate than 24,000 Hz says so beside its format. */
const lowerRate = (session: Fields): Fields => {
  const rate = /^pcm16_(\d+)hz$/.exec(String(session['input_audio_format']))?.[1];
  return rate === undefined
    ? session
    : { ...session, input_audio_format: 'pcm16', input_audio_sampling_rate: Number(rate) };
};

const lowerReasoning = ({ reasoning, ...rest }: Fields): Fields =>
  present({ reasoning_effort: isFields(reasoning) ? reasoning['effort'] : undefined, ...rest });

/** An answer out of band is one that is not committed; beside it the one that runs goes on. */
const lowerResponse = ({
  conversation,
  input,
  max_response_output_tokens: max_output_tokens,
  ...rest
}: Fields): Fields => ({
  ...present({ input_items: input, max_output_tokens }),
  ...(conversation === 'none' && { commit: false, cancel_previous: false }),
  ...rest,
});

const lift = (event: unknown): readonly unknown[] => {
  if (!isFields(event)) return [event];
  const part = 'session' in event ? 'session' : 'response';
  return isFields(event[part])
    ? liftBetaEvent({ ...event, [part]: withVoice(event[part], liftVoice) })
    : liftBetaEvent(event);
};

const lower = (event: ClientEvent): unknown => {
  const lowered = lowerBetaEvent(event);
  if (!isFields(lowered)) return lowered;
  const change = (part: string, ...steps: readonly ((fields: Fields) => Fields)[]): Fields => ({
    ...lowered,
    [part]: steps.reduce((fields, step) => step(fields), withVoice(fieldsIn(lowered, part), lowerVoice)),
  });
  if (event.type === 'session.update') return change('session', lowerRate, lowerReasoning);
  return event.type === 'response.create' && event.response
    ? change('response', lowerResponse, lowerReasoning)
    : event.type === 'conversation.item.create'
      ? lowered
      : event;
};

/** The resource, with the path of the service unless it is there. */
const urlOf = ({ url, azure }: EndpointConfig): string => {
  const resource = `${url ?? azure?.endpoint ?? ''}`.replace(/\/+$/, '');
  return resource === '' || resource.endsWith(path) ? resource : resource + path;
};

/**
 * The dialect of Azure's Voice Live API.
 *
 * It speaks the beta, with voices that are objects, rates beside formats, and detectors of its own.
 *
 * The endpoint is that of `azure`, or `url`, with `/voice-live/realtime?api-version=…&model=…`; the model is `model`, or the
 * deployment of `azure`. The key goes as `api-key`, and with `azure.bearer` as a token of Microsoft Entra ID.
 *
 * A voice by name is one of Azure's when its name begins with a locale (`en-US-Ava:DragonHDLatestNeural`), and one of
 * OpenAI's otherwise. Fields that OpenAI's sessions do not have go to the server as they stand in `session`, and win:
 * `voice: { type: 'azure-custom', … }`, `turn_detection: { type: 'azure_semantic_vad' }`, `input_audio_echo_cancellation`.
 *
 * Source: Microsoft's `@azure/ai-voicelive` 1.1.0, and its reference of the events.
 *
 * @param config version of the API, and who is spoken to
 * @example
 * import { voiceLiveDialect } from '@rx-realtime/connection/voice-live';
 *
 * const { lower, route } = voiceLiveDialect();
 * const azure = { endpoint: 'https://my-resource.services.ai.azure.com', deployment: 'gpt-realtime' };
 * console.log(route?.({ azure }).url); // prints: https://my-resource.services.ai.azure.com/voice-live/realtime
 * const session = { type: 'realtime', audio: { output: { voice: 'en-US-AvaNeural' } } } as const;
 * console.log(JSON.stringify(lower?.({ type: 'session.update', session })));
 * // prints: {"type":"session.update","session":{"voice":{"type":"azure-standard","name":"en-US-AvaNeural"}}}
 *
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-how-to
 * @see https://www.npmjs.com/package/@azure/ai-voicelive
 */
export function voiceLiveDialect({
  apiVersion = '2025-10-01',
  parameters,
}: VoiceLiveDialectConfig = {}): Dialect {
  const route = (config: EndpointConfig): Route => {
    const model = config.model ?? config.azure?.deployment;
    return {
      url: urlOf(config),
      parameters: { 'api-version': apiVersion, ...(model !== undefined && { model }), ...parameters },
      key: config.azure?.bearer ? 'bearer' : 'api-key',
    };
  };
  return { lift, lower, route };
}

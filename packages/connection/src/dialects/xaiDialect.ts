import type { ClientEvent, SessionConfig } from '@rx-realtime/codecs';
import { realtimeCorrelation } from '@rx-realtime/codecs/correlation';
import type { Dialect } from '../dialect.ts';
import { present } from './fields.ts';
import type { Fields } from './fields.ts';
import { liftXaiEvents } from './liftXaiEvents.ts';

const greetings: ReadonlySet<string> = new Set(['session.created', 'conversation.created']);

const xaiUrl = 'wss://api.x.ai/v1/realtime';

/** An object with something in it. */
const unlessEmpty = (fields: Fields): Fields | undefined =>
  Object.keys(fields).length > 0 ? fields : undefined;

/** Voice and turn detection stand at the top; no detector is one without a type. */
function lowerSession(session: SessionConfig): Fields {
  const { audio, ...rest } = session;
  const { turn_detection: detection, ...input } = audio?.input ?? {};
  const { voice, ...output } = (session.type === 'realtime' && session.audio?.output) || {};
  return present({
    voice,
    turn_detection: detection === null ? { type: null } : detection,
    ...rest,
    audio: unlessEmpty(present({ input: unlessEmpty(input), output: unlessEmpty(output) })),
  });
}

const lower = (event: ClientEvent): unknown =>
  event.type === 'session.update' ? { ...event, session: lowerSession(event.session) } : event;

/**
 * The dialect of xAI's voice agents (Grok).
 *
 * They speak OpenAI's events, with voice and turn detection at the top of the session, transcripts of the user that come
 * as a whole again and again, and a `ping` every few seconds, of which nothing is made: `wire$` shows it.
 *
 * The endpoint is `wss://api.x.ai/v1/realtime?model=…`; `url` names another. The key is `apiKey`, as a bearer token. Sound
 * is PCM of 8,000, 16,000, 21,050, 24,000, 32,000, 44,100 or 48,000 Hz, or G.711. Fields that OpenAI's sessions do not have
 * (`resumption`, `replace`) go to xAI as they stand in `session`.
 *
 * It follows the transcripts of up to 16 items of each connection.
 *
 * Sources: xAI's guide, and what pipecat (`services/xai/realtime`) and LiveKit's agents (`livekit-plugins-xai`) take care of.
 *
 * @example
 * import { xaiDialect } from '@rx-realtime/connection/xai';
 *
 * const { lift, route } = xaiDialect();
 * const type = 'conversation.item.input_audio_transcription.updated';
 * console.log(JSON.stringify(lift?.({ type, item_id: 'item_1', transcript: 'Good' })));
 * // prints: [{"type":"conversation.item.input_audio_transcription.delta","item_id":"item_1","delta":"Good"}]
 * console.log(route?.({ model: 'grok-voice-latest' }).url); // prints: wss://api.x.ai/v1/realtime
 *
 * @see https://docs.x.ai/docs/guides/voice/agent
 */
export function xaiDialect(): Dialect {
  return {
    // Which of the two comes first has changed.
    ready: (event) => greetings.has(event.type === 'unknown' ? event.wireType : event.type),
    lift: liftXaiEvents(),
    lower,
    // A deletion is confirmed without the id of its item.
    correlation: {
      ...realtimeCorrelation,
      'conversation.item.delete': { replies: ['conversation.item.deleted'] },
    },
    route: ({ url, model }) => ({
      url: `${url ?? xaiUrl}`,
      ...(model !== undefined && { parameters: { model } }),
    }),
  };
}

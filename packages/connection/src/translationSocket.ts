import { randomId } from '@rx-realtime/codecs';
import {
  decodeTranslationFrame,
  encodeTranslationClientEvent,
  translationCorrelation,
} from '@rx-realtime/codecs/translation';
import type {
  TranslationClientEvent,
  TranslationServerEvent,
  TranslationSessionConfig,
} from '@rx-realtime/codecs/translation';
import { Connection } from './internal/Connection.ts';
import { connectionSettings } from './internal/connectionSettings.ts';
import { soundOf } from './internal/outgoing/sound.ts';
import type { Protocol } from './protocol.ts';
import { Socket } from './internal/Socket.ts';
import type { ConnectionConfig } from './connectionConfig.ts';
import type { TypedSocket } from './typedSocket.ts';

/** As {@link RealtimeSocketConfig}, for a translation session. */
export interface TranslationSocketConfig extends ConnectionConfig {
  /** The translation model, such as `gpt-realtime-translate`. */
  readonly model: string;
  /** Sent as `session.update` before anything else of each new session. */
  readonly session?: TranslationSessionConfig;
}

/**
 * A `WebSocketSubject` that takes {@link TranslationClientEvent}s and emits {@link TranslationServerEvent}s.
 *
 * @see {@link translationSocket}
 */
export interface TranslationSocket extends TypedSocket<TranslationServerEvent, TranslationClientEvent> {}

const protocol: Protocol<TranslationServerEvent, TranslationClientEvent> = {
  decode: (frame, config) => decodeTranslationFrame(frame as string | Uint8Array, config),
  encode: encodeTranslationClientEvent,
  identify: (event) => ({ ...event, event_id: event.event_id ?? randomId('event_') }),
  correlation: translationCorrelation,
  isReady: ({ type }) => type === 'session.created',
  soundOf,
  bytesPerMs: () => undefined,
};

/**
 * Opens a translation session: speech in one language in, speech and text in another out.
 *
 * The same connection as {@link realtimeSocket} in every respect, but for the events of the two directions.
 *
 * ```
 * next:      --a--a--a--C|            a = session.input_audio_buffer.append, C = session.close
 * socket:    ^S---t--d--t--d--X|      t, d = transcript and audio deltas, X = session.closed
 * ```
 *
 * - **Value, completion, error, unsubscription, re-subscription, memory**: as {@link realtimeSocket}.
 *
 * @param config the model, and where to connect
 *
 * @example
 * import { translationSocket } from '@rx-realtime/connection/translation';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const { WebSocket } = createSimulator();
 * const url = 'ws://simulator/v1/realtime/translations';
 * const socket = translationSocket({ url, model: 'gpt-realtime-translate', WebSocketCtor: WebSocket });
 * console.log((await firstValueFrom(socket)).type); // prints: session.created
 */
export function translationSocket(config: TranslationSocketConfig): TranslationSocket {
  const { session } = config;
  const update =
    session && (() => ({ type: 'session.update', event_id: randomId('event_'), session }) as const);
  return new Socket(new Connection(connectionSettings({ ...config, translation: true }, protocol, update)));
}

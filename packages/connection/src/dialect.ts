import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { Capabilities, Correlation } from '@rx-realtime/codecs/correlation';
import type { EndpointConfig, Route } from './endpoint.ts';

/**
 * How a server differs from OpenAI's, as a value: `realtimeSocket({ url, dialect })`.
 *
 * An application is written for OpenAI's events; what differs is lifted on the way in and lowered on the way out.
 * Three are written: of the beta (previews of Azure, Speaches, Qwen) in `@rx-realtime/connection/beta`, of xAI in `…/xai`, of
 * Azure Voice Live in `…/voice-live`.
 */
export interface Dialect {
  /**
   * Whether an event says that the session exists.
   *
   * @defaultValue a `session.created` of any shape
   */
  readonly ready?: (event: ServerEvent) => boolean;
  /**
   * Makes an event of the server into those that OpenAI's servers would have sent, before it is decoded. What it has to
   * remember belongs to a connection, which is always the same object.
   */
  readonly lift?: (event: unknown, connection?: object) => readonly unknown[];
  /** Makes an event into what the server takes; undefined when it has nothing like it: `not_supported`. */
  readonly lower?: (event: ClientEvent) => unknown;
  /** What the server confirms and can do; what is beyond that is refused (`not_supported`). @defaultValue everything */
  readonly capabilities?: Capabilities;
  /** Which events answer which, after lifting. @defaultValue `correlationWithin(capabilities)` */
  readonly correlation?: Correlation<ClientEvent, ServerEvent>;
  /** Where the server lives. @defaultValue `url`, `azure`, or OpenAI's */
  readonly route?: (config: EndpointConfig) => Route;
}

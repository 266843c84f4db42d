import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import type { EndpointConfig, Route } from './endpoint.ts';

/** What a server confirms and can do; what is left out, it does. */
export interface Capabilities {
  /** It cuts the model's sound to what was heard (`conversation.item.truncate`). @defaultValue `true` */
  readonly truncation?: boolean;
  /** Items keep the ids that the client gives them. @defaultValue `true` */
  readonly clientItemIds?: boolean;
  /** It hears when a turn is over. @defaultValue `true` */
  readonly turnDetection?: boolean;
  /** It speaks. @defaultValue `true` */
  readonly soundOut?: boolean;
}

/**
 * How a server differs from OpenAI's, as a value: `realtimeSocket({ url, dialect })`.
 *
 * An application is written for OpenAI's events; what differs is lifted on the way in and lowered on the way out.
 * Beta (Azure preview, Speaches, Qwen), xAI and Azure Voice Live are written: `@rx-realtime/connection/dialects`.
 */
export interface Dialect {
  /**
   * Whether an event says that the session exists.
   *
   * @defaultValue a `session.created` of any shape
   */
  readonly ready?: (event: ServerEvent) => boolean;
  /** Makes an event of the server into those that OpenAI's servers would have sent, before it is decoded. */
  readonly lift?: (event: unknown) => readonly unknown[];
  /** Makes an event into what the server takes; undefined when it has nothing like it: `not_supported`. */
  readonly lower?: (event: ClientEvent) => unknown;
  /** What the server confirms and can do. */
  readonly capabilities?: Capabilities;
  /** Which events answer which, after lifting. @defaultValue `realtimeCorrelation` */
  readonly correlation?: Correlation<ClientEvent, ServerEvent>;
  /** Where the server lives. @defaultValue `url`, `azure`, or OpenAI's */
  readonly route?: (config: EndpointConfig) => Route;
}

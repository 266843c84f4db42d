import type {
  DecodeConfig,
  DecodeFailure,
  EncodeFailure,
  TypedEvent,
  UnknownServerEvent,
} from '@rx-realtime/codecs';
import type { Correlation, IdentifiedEvent, SessionBond } from '@rx-realtime/codecs/correlation';
import type { either } from 'fp-ts';

/**
 * What two ends say to each other, and how a connection finds its way in it: what opens a session, what is ready, which
 * event answers which, how long sound lasts.
 *
 * `In` is what the server says, `Out` what it is told. {@link protocolSocket} makes a socket of it; `realtimeSocket` and
 * `translationSocket` are two.
 */
export interface Protocol<In extends TypedEvent, Out extends IdentifiedEvent> {
  /**
   * The parts of a frame that are read one by one; each connection is an object of its own.
   *
   * @defaultValue the frame itself
   */
  readonly lift?: (frame: string | Uint8Array, connection: object) => readonly unknown[];
  /** Reads a frame or a part of one; what cannot be read is a `Left`. Never throws. */
  readonly decode: (
    part: unknown,
    config: DecodeConfig,
  ) => either.Either<DecodeFailure, In | UnknownServerEvent>;
  /** Writes an event as a frame. */
  readonly encode: (event: Out) => either.Either<EncodeFailure, string>;
  /** Gives an event the ids by which its answer is known; sound, which has none, is never asked about. */
  readonly identify: (event: Out) => Out;
  /**
   * What ties an event to the session that it was made for.
   *
   * @defaultValue `sessionBond` of `@rx-realtime/codecs/correlation`
   */
  readonly bondOf?: (event: Out) => SessionBond;
  /** Which events answer which. */
  readonly correlation: Correlation<Out, In>;
  /** Whether an event says that the session exists: what waits may go. */
  readonly isReady: (event: In) => boolean;
  /**
   * Whether the first event is sent as soon as the socket is open, and not only once the session is ready.
   *
   * @defaultValue false
   */
  readonly speaksFirst?: boolean;
  /** The sound that an event brings, as base64; undefined for an event that brings none. */
  readonly soundOf: (event: Out) => string | undefined;
  /** How many bytes of input sound make a millisecond, where an event tells it. */
  readonly bytesPerMs: (event: In) => number | undefined;
}

/** An event that can be sent first: its answer is known by its id. */
export type FirstEvent<Out extends IdentifiedEvent> = Out & { readonly event_id: string };

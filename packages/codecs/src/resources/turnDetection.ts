import * as t from 'io-ts';
import { integer, nullable, openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';

const replyFields = {
  /**
   * Create a response when speech stops.
   *
   * @defaultValue true
   */
  create_response: t.boolean,
  /**
   * Cancel the running response when speech starts.
   *
   * @defaultValue true
   */
  interrupt_response: t.boolean,
};

/** Turns cut by volume and silence. */
export const ServerVad = struct(
  'ServerVad',
  { type: t.literal('server_vad') },
  {
    /**
     * Loudness that counts as speech, 0–1; the schema sets no limits.
     *
     * @defaultValue 0.5, as documented
     */
    threshold: t.number,
    /**
     * Sound kept from before the speech, in ms.
     *
     * @defaultValue 300 ms, as documented
     */
    prefix_padding_ms: integer(),
    /**
     * Silence that ends the speech, in ms.
     *
     * @defaultValue 500 ms, as documented; servers report 200
     */
    silence_duration_ms: integer(),
    ...replyFields,
    /** Silence after which the model speaks again, ms, 5000–30000; null is off. */
    idle_timeout_ms: nullable(integer(5000, 30_000)),
  },
);
export interface ServerVad extends t.TypeOf<typeof ServerVad> {}

/** Turns cut by a model that judges whether the speaker has finished. */
export const SemanticVad = struct(
  'SemanticVad',
  { type: t.literal('semantic_vad') },
  {
    /**
     * How soon to reply: waits at most 8 s (low), 4 s (medium, auto) or 2 s (high).
     *
     * @defaultValue `auto`
     */
    eagerness: openEnum('low', 'medium', 'high', 'auto'),
    ...replyFields,
  },
);
export interface SemanticVad extends t.TypeOf<typeof SemanticVad> {}

/** Who decides that a turn is over. (null in a session: the client does, by `input_audio_buffer.commit`.) */
export type TurnDetection = ServerVad | SemanticVad;
export const TurnDetection: t.Type<TurnDetection> = tagged('TurnDetection', 'type', {
  server_vad: ServerVad,
  semantic_vad: SemanticVad,
});

/**
 * Our types against those of npm `openai` 7.57, event by event and both ways. What is compared: the fields and what they
 * may hold, without what tolerance adds (null, absent, new enumeration values, members that are not known); whether a
 * field is required is compared with OpenAI's schema, by strict.spec.ts.
 *
 * Differences are listed with their reasons. A new one, and one that is gone, does not compile.
 */
import { it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import type { ClientEventMap } from '../src/events/clientEventCodecs.ts';
import type { UnknownVariant } from '../src/describe/tagged.ts';
import type { ServerEventMap } from '../src/events/serverEventCodecs.ts';

type ByType<E extends { type: string }> = { [K in E['type']]: Extract<E, { type: K }> };

/** The values that an enumeration lists, or any string. */
type Listed<S extends string> = S extends string ? (string extends S ? never : S) : never;
type Closed<S extends string> = [S] extends [never]
  ? never
  : [Listed<S>] extends [never]
    ? string
    : Listed<S>;

/** A type without tolerance, every field required. */
type Solid<T> =
  Closed<Extract<T, string>> | SolidPart<Exclude<T, string | UnknownVariant | null | undefined>>;
type SolidPart<T> = T extends number | boolean
  ? T
  : T extends readonly (infer A)[]
    ? readonly Solid<A>[]
    : { readonly [K in keyof T]-?: Solid<T[K]> };
type SolidMap<M> = { [K in keyof M]: SolidPart<M[K]> };

type OurServer = SolidMap<ServerEventMap>;
type TheirServer = SolidMap<ByType<RealtimeServerEvent>>;
type OurClient = SolidMap<ClientEventMap>;
type TheirClient = SolidMap<ByType<RealtimeClientEvent>>;

/** The events of `Left` that are not assignable to those of `Right`. */
type Differing<Left, Right> = {
  [K in keyof Left & keyof Right]: Left[K] extends Right[K] ? never : K;
}[keyof Left & keyof Right];

/** Theirs lacks `obfuscation`, which every delta on the wire has. */
type Padded =
  | 'conversation.item.input_audio_transcription.delta'
  | 'response.function_call_arguments.delta'
  | 'response.output_audio.delta'
  | 'response.output_audio_transcript.delta'
  | 'response.output_text.delta';

/** Theirs lacks `phase` of assistant messages and `format` of retrieved audio, which the wire has. */
type WithItems =
  | 'conversation.item.added'
  | 'conversation.item.created'
  | 'conversation.item.done'
  | 'conversation.item.retrieved'
  | 'response.output_item.added'
  | 'response.output_item.done';

/** As `WithItems`; theirs lacks `reasoning_tokens`; and `rate` of PCM is the number 24000, which ours reads as any. */
type WithResponses = 'response.created' | 'response.done';

/** Theirs are typed with the request, which lacks `id`, `object` and `expires_at`; `rate` as above. */
type WithSessions = 'session.created' | 'session.updated';

/** The event has no `event_id` in the schema; ours keeps one if it comes. */
type WithoutId = 'input_audio_buffer.dtmf_event_received';

it('has the same events, but for two that a WebSocket accepts although no list has them', () => {
  expectTypeOf<keyof OurServer>().toEqualTypeOf<keyof TheirServer>();
  expectTypeOf<keyof OurClient>().toEqualTypeOf<
    keyof TheirClient | 'session.close' | 'session.input_audio_buffer.append'
  >();
});

it('has the server events of openai, but for these differences', () => {
  expectTypeOf<Differing<TheirServer, OurServer>>().toEqualTypeOf<
    Padded | WithItems | WithResponses | WithSessions | WithoutId
  >();
  expectTypeOf<Differing<OurServer, TheirServer>>().toEqualTypeOf<WithResponses | WithSessions>();
});

it('has the client events of openai, but for these differences', () => {
  // Items as above (a server's item can be sent again); models: ours names the current ones only; `rate` as above.
  expectTypeOf<Differing<TheirClient, OurClient>>().toEqualTypeOf<
    'conversation.item.create' | 'response.create' | 'session.update'
  >();

  // `rate` as above; theirs lacks `item_reference` in the input of a response.
  expectTypeOf<Differing<OurClient, TheirClient>>().toEqualTypeOf<'response.create' | 'session.update'>();
});

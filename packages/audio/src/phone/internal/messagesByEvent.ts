import * as t from 'io-ts';

/** What a codec of one kind of message has to know. */
export type MessageCodec<M> = Pick<t.Type<M>, 'is' | 'validate'>;

const Tagged = t.type({ event: t.string });

/** The codec of all messages of a provider: chosen by their `event`; `refusal` is said of any other. */
export const messagesByEvent = <M>(
  name: string,
  refusal: string,
  byEvent: ReadonlyMap<string, MessageCodec<M>>,
): t.Type<M> =>
  new t.Type<M>(
    name,
    (u): u is M => Tagged.is(u) && (byEvent.get(u.event)?.is(u) ?? false),
    (u, context) => {
      const codec = Tagged.is(u) ? byEvent.get(u.event) : undefined;
      return codec === undefined ? t.failure(u, context, refusal) : codec.validate(u, context);
    },
    t.identity,
  );

import { ResponseCreateParams, Session, SessionConfig } from '@rx-realtime/codecs';
import type { SessionSettings } from '@rx-realtime/codecs';
import { ConversationFromStored } from '@rx-realtime/responses/conversation';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { HeardPart, Ledger, LedgerCall, Owed } from '../ledger/ledger.ts';
import { ClientEventFromStored } from './internal/eventsFromStored.ts';

const optional = <A>(codec: t.Type<A>) => t.union([codec, t.undefined]);

const isSettings = (u: unknown): u is SessionSettings =>
  t.UnknownRecord.is(u) && SessionConfig.is('type' in u ? u : { ...u, type: 'realtime' });

const Settings: t.Type<SessionSettings, unknown> = new t.Type(
  'SessionSettings',
  isSettings,
  (u, context) => (isSettings(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

const StoredCall: t.Type<LedgerCall> = t.type(
  {
    callId: t.string,
    name: t.string,
    responseId: t.string,
    isClaimed: t.boolean,
    isAnswered: t.boolean,
  },
  'LedgerCall',
);

const StoredOwed: t.Type<Owed> = t.partial(
  {
    turn: t.type({ itemId: optional(t.string), startMs: optional(t.number) }),
    answer: t.type({
      responseId: optional(t.string),
      params: optional(ResponseCreateParams),
      itemIds: t.readonlyArray(t.string),
      voicedIds: t.readonlyArray(t.string),
      hasCalled: t.boolean,
      isWhole: t.boolean,
    }),
  },
  'Owed',
);

/** How far the listener is. */
export const StoredPart: t.Type<HeardPart> = t.type(
  { itemId: t.string, contentIndex: t.number, playedMs: t.number },
  'HeardPart',
);

const Stored = t.type(
  {
    conversation: ConversationFromStored,
    delivery: t.readonlyArray(ClientEventFromStored),
    settings: Settings,
    calls: t.readonlyArray(StoredCall),
    owed: StoredOwed,
    played: optional(t.readonlyArray(StoredPart)),
    session: optional(Session),
  },
  'Ledger',
);

/** The values of a map, as a ledger has them by their keys. */
const valuesOf = (u: unknown): readonly unknown[] | undefined =>
  u instanceof Map ? [...(u as Map<unknown, unknown>).values()] : undefined;

const listed = (u: Readonly<Record<string, unknown>>) => ({
  ...u,
  calls: valuesOf(u['calls']),
  played: valuesOf(u['played']) ?? null,
});

const isLedger = (u: unknown): u is Ledger => t.UnknownRecord.is(u) && Stored.is(listed(u));

/** A whole ledger as plain JSON. */
export const LedgerFromStored: t.Type<Ledger, unknown> = new t.Type(
  'Ledger',
  isLedger,
  (u, context) => {
    const read = Stored.validate(u, context);
    if (E.isLeft(read)) return read;
    const calls = new Map(read.right.calls.map((call) => [call.callId, call]));
    const played = new Map(read.right.played?.map((part) => [part.itemId + part.contentIndex, part]));
    return t.success({ ...read.right, calls, played });
  },
  (ledger) =>
    Stored.encode({
      ...ledger,
      calls: [...ledger.calls.values()],
      played: [...ledger.played.values()],
    }),
);

import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import { ClientEventFromStored, ServerEventFromStored } from './internal/eventsFromStored.ts';
import { isPlain } from './internal/isPlain.ts';
import { LedgerFromStored, StoredPart } from './ledgerFromStored.ts';
import { withoutCredentials } from './withoutCredentials.ts';

/** A ledger's entry as plain JSON: what `LedgerEntryFromStored` writes. */
export interface StoredLedgerEntry {
  readonly version: 1;
  readonly type: LedgerEntry['type'];
}

const Entry: t.Type<LedgerEntry, unknown> = t.union([
  t.type({ type: t.literal('snapshot'), ledger: LedgerFromStored }),
  t.type({ type: t.literal('accepted'), event: ClientEventFromStored }),
  t.intersection([
    t.type({ type: t.literal('confirmed'), eventId: t.string }),
    t.partial({ reply: t.union([ServerEventFromStored, t.undefined]) }),
  ]),
  t.type({ type: t.literal('refused'), eventId: t.string }),
  t.type({ type: t.literal('received'), event: ServerEventFromStored }),
  t.type({ type: t.literal('waived') }),
  t.type({ type: t.literal('claimed'), callId: t.string }),
  t.intersection([t.type({ type: t.literal('played') }), StoredPart]),
  t.intersection([t.type({ type: t.literal('heard') }), StoredPart]),
]);

/** Whatever a value does when it is looked at: nothing is thrown. */
const within = <A>(look: () => A, otherwise: () => A): A => {
  try {
    return look();
  } catch {
    return otherwise();
  }
};

/** The version that a stored entry says it has. */
export const versionOf = (u: unknown): unknown => (t.UnknownRecord.is(u) ? u['version'] : undefined);

/**
 * An entry of a ledger, stored as plain JSON.
 *
 * `encode` gives a value for `JSON.stringify`, without credentials (`authorization` and `headers` of MCP tools) and without
 * sound, of which only the length is kept. `decode` checks everything and never throws: what is damaged, hostile or of
 * a newer version is a `Left`.
 *
 * @example
 * import { LedgerEntryFromStored } from '@rx-realtime/reconnection/store';
 *
 * const text = JSON.stringify(LedgerEntryFromStored.encode({ type: 'claimed', callId: 'call_1' }));
 * console.log(text); // prints: {"version":1,"type":"claimed","callId":"call_1"}
 * console.log(LedgerEntryFromStored.decode(JSON.parse(text))._tag); // prints: Right
 */
export const LedgerEntryFromStored: t.Type<LedgerEntry, StoredLedgerEntry> = new t.Type(
  'LedgerEntryFromStored',
  (u): u is LedgerEntry =>
    within(
      () => Entry.is(u),
      () => false,
    ),
  (u, context) =>
    within(
      () => {
        if (!isPlain(u))
          return t.failure<LedgerEntry>(u, context, 'nested too deep, or with a forbidden key');
        if (versionOf(u) !== 1) return t.failure(u, context, 'expected version 1');
        return E.map(withoutVersion)(Entry.validate(u, context));
      },
      () => t.failure(u, context, 'a value that cannot be read'),
    ),
  (entry) => ({
    version: 1,
    type: entry.type,
    ...(withoutCredentials(Entry.encode(entry)) as object),
  }),
);

const withoutVersion = (entry: LedgerEntry): LedgerEntry => {
  const { version: _, ...rest } = { version: 1, ...entry };
  return rest;
};

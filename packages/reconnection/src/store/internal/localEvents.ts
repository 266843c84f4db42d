import { ErrorDetails, Session } from '@rx-realtime/codecs';
import type { ConnectionLost, ConnectionRestored } from '@rx-realtime/codecs';
import * as t from 'io-ts';

const Outcome = t.intersection(
  [
    t.type({
      generation: t.number,
      code: t.number,
      reason: t.string,
      wasClean: t.boolean,
      retriable: t.boolean,
    }),
    t.partial({ serverError: t.union([ErrorDetails, t.undefined]) }),
  ],
  'ConnectionOutcome',
);

/** The connection has ended: what a socket tells itself, and no server. */
export const LostFromStored: t.Type<ConnectionLost, unknown> = t.type(
  { type: t.literal('connection.lost'), generation: t.number, outcome: Outcome },
  'ConnectionLost',
);

const items = t.readonlyArray(t.type({ itemId: t.string, reason: t.string }));

/** A new session holds the conversation: what a socket tells itself, and no server. */
export const RestoredFromStored: t.Type<ConnectionRestored, unknown> = t.type(
  {
    type: t.literal('connection.restored'),
    generation: t.number,
    session: Session,
    report: t.type({
      exact: t.readonlyArray(t.string),
      degraded: items,
      dropped: items,
      estimatedTokens: t.number,
    }),
  },
  'ConnectionRestored',
);

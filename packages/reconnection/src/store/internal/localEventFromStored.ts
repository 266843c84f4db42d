import { ErrorDetails, Session } from '@rx-realtime/codecs';
import type { ConnectionLost, ConnectionRestored, LocalEvent } from '@rx-realtime/codecs';
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

const Lost: t.Type<ConnectionLost> = t.type(
  { type: t.literal('connection.lost'), generation: t.number, outcome: Outcome },
  'ConnectionLost',
);

const items = t.readonlyArray(t.type({ itemId: t.string, reason: t.string }));

const Restored: t.Type<ConnectionRestored> = t.type(
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

/** What a socket tells itself, and no server: a connection has ended, or a new session holds the conversation. */
export const LocalEventFromStored: t.Type<LocalEvent> = t.union([Lost, Restored], 'LocalEvent');

import * as t from 'io-ts';
import { clientFields, serverFields } from './fields.ts';
import { filled } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { ReportedSession } from '../resources/session.ts';
import { SessionConfig } from '../resources/sessionConfig.ts';

/** Changes the settings of the session. Answered by `session.updated`, or by `error` and then nothing is changed. */
export const SessionUpdate = command(
  'SessionUpdate',
  {
    type: t.literal('session.update'),
    /** The settings to change; fields left out stay, null clears. */
    session: SessionConfig,
  },
  clientFields,
);
export interface SessionUpdate extends t.TypeOf<typeof SessionUpdate> {}

/** Ends the session; the server sends what is left, then closes. */
export const SessionClose = command('SessionClose', { type: t.literal('session.close') }, clientFields);
export interface SessionClose extends t.TypeOf<typeof SessionClose> {}

/** The first event of a connection: the key and the model were accepted. Until it, an open socket is not ready. */
export const SessionCreated = struct(
  'SessionCreated',
  {
    ...serverFields,
    type: t.literal('session.created'),
    /** The settings in force. */
    session: filled(ReportedSession, () => ({ type: 'realtime' as const })),
  },
  {},
);
export interface SessionCreated extends t.TypeOf<typeof SessionCreated> {}

/** Confirms `session.update` with all settings now in force. */
export const SessionUpdated = struct(
  'SessionUpdated',
  {
    ...serverFields,
    type: t.literal('session.updated'),
    /** The settings in force. */
    session: filled(ReportedSession, () => ({ type: 'realtime' as const })),
  },
  {},
);
export interface SessionUpdated extends t.TypeOf<typeof SessionUpdated> {}

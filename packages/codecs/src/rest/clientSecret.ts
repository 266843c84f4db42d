import type * as t from 'io-ts';
import { expected } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { Session } from '../resources/session.ts';
import { SessionConfig } from '../resources/sessionConfig.ts';
import { clientSecretLifetime, clientSecretFields } from './clientSecretFields.ts';

/** Body of `POST /realtime/client_secrets`. */
export const ClientSecretCreateRequest = command(
  'ClientSecretCreateRequest',
  {},
  {
    ...clientSecretLifetime,
    /** The session that the secret opens. */
    session: SessionConfig,
  },
);
export interface ClientSecretCreateRequest extends t.TypeOf<typeof ClientSecretCreateRequest> {}

/** Answer of `POST /realtime/client_secrets`. */
export const ClientSecretCreateResponse = struct('ClientSecretCreateResponse', clientSecretFields, {
  /** The session that it opens. */
  session: expected(Session),
});
export interface ClientSecretCreateResponse extends t.TypeOf<typeof ClientSecretCreateResponse> {}

/** Bodies of the REST calls for secrets of translation sessions. */
import type * as t from 'io-ts';
import { clientSecretLifetime, clientSecretFields } from '../rest/clientSecretFields.ts';
import { expected } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { TranslationSession, TranslationSessionCreateRequest } from './translationSession.ts';

/** Body of `POST /realtime/translations/client_secrets`. */
export const TranslationClientSecretCreateRequest = command(
  'TranslationClientSecretCreateRequest',
  {
    /** The translation that the secret opens. */
    session: TranslationSessionCreateRequest,
  },
  clientSecretLifetime,
);
export interface TranslationClientSecretCreateRequest extends t.TypeOf<
  typeof TranslationClientSecretCreateRequest
> {}

/** Answer of `POST /realtime/translations/client_secrets`. */
export const TranslationClientSecretCreateResponse = struct(
  'TranslationClientSecretCreateResponse',
  clientSecretFields,
  {
    /** The translation that it opens. */
    session: expected(TranslationSession),
  },
);
export interface TranslationClientSecretCreateResponse extends t.TypeOf<
  typeof TranslationClientSecretCreateResponse
> {}

import * as t from 'io-ts';
import { integer, openEnum } from '../describe/lenient.ts';
import { command } from '../describe/struct.ts';

const ExpiresAfter = command(
  'ExpiresAfter',
  {},
  {
    /** From when. */
    anchor: openEnum('created_at'),
    /**
     * How long the secret opens sessions, in seconds, 10–7,200. The session outlives it.
     *
     * @defaultValue 600 s
     */
    seconds: integer(10, 7200),
  },
);

/** What the body of either call for a secret may say. */
export const clientSecretLifetime = {
  /** How long the secret is good for. */
  expires_after: ExpiresAfter,
};

/** What the answer to either says. */
export const clientSecretFields = {
  /** The secret, `ek_…`. Safe to hand to a browser, not to log. */
  value: t.string,
  /** When it stops opening sessions, Unix seconds. */
  expires_at: integer(),
};

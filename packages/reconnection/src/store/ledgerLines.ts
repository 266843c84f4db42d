import { either as E } from 'fp-ts';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import { LedgerStoreError } from '../ledger/ledgerStoreError.ts';
import { LedgerEntryFromStored, versionOf } from './ledgerEntryFromStored.ts';

/** Encrypts and decrypts the lines of a ledger. */
export interface LedgerSeal {
  /** Text in, text out; may throw. */
  readonly encode: (text: string) => string;
  /** What `encode` gave, back; throws where it was not that. */
  readonly decode: (sealed: string) => string;
}

/** What becomes of an entry before it is stored. */
export interface LedgerLinesConfig {
  /** Takes out what is not to be stored. What is redacted is not restored either. @defaultValue everything is stored */
  readonly redact?: (entry: LedgerEntry) => LedgerEntry;
  /** Encrypts each line. @defaultValue readable text */
  readonly seal?: LedgerSeal;
}

/** Writes and reads the entries of a ledger as lines of JSON. */
export interface LedgerLines {
  /** One line, without its end. */
  readonly encode: (entry: LedgerEntry) => E.Either<LedgerStoreError, string>;
  /** The entry of a line. */
  readonly decode: (line: string) => E.Either<LedgerStoreError, LedgerEntry>;
}

const parse = (text: string): unknown => JSON.parse(text);

const openWith = (seal: LedgerSeal | undefined, line: string): unknown => {
  if (seal === undefined) return parse(line);
  const sealed = parse(line);
  return typeof sealed === 'string' ? parse(seal.decode(sealed)) : undefined;
};

/**
 * Writes and reads the entries of a ledger as lines of JSON, for stores that keep text.
 *
 * Nothing is thrown. A line that cannot be read is `corrupt`, one of a newer version `newer`; an entry that cannot be
 * written, since `redact` or `seal` has thrown, is `unavailable`. Credentials are never written.
 *
 * @param config what is taken out, and how it is encrypted
 * @example
 * import { ledgerLines } from '@rx-realtime/reconnection/store';
 * import { either as E } from 'fp-ts';
 *
 * const reversed = (text: string) => [...text].reverse().join('');
 * const lines = ledgerLines({ seal: { encode: reversed, decode: reversed } });
 * const line = lines.encode({ type: 'waived' });
 * console.log(E.isRight(line) && line.right); // prints: "}\"deviaw\":\"epyt\",1:\"noisrev\"{"
 * console.log(E.isRight(line) && lines.decode(line.right)); // prints: { _tag: 'Right', right: { type: 'waived' } }
 */
export function ledgerLines({ redact, seal }: LedgerLinesConfig = {}): LedgerLines {
  return {
    encode: (entry) => {
      try {
        const text = JSON.stringify(LedgerEntryFromStored.encode(redact?.(entry) ?? entry));
        return E.right(seal === undefined ? text : JSON.stringify(seal.encode(text)));
      } catch (error) {
        return E.left(new LedgerStoreError('unavailable', 'an entry cannot be written', error));
      }
    },
    decode: (line) => {
      let stored: unknown;
      try {
        stored = openWith(seal, line);
      } catch {
        // What was thrown may quote the line.
        return E.left(new LedgerStoreError('corrupt', 'a line is not what was written'));
      }
      const version = versionOf(stored);
      if (typeof version === 'number' && version > 1)
        return E.left(
          new LedgerStoreError('newer', `version ${version} of the ledger is newer than this library`),
        );
      const read = LedgerEntryFromStored.decode(stored);
      return E.isRight(read)
        ? E.right(read.right)
        : E.left(new LedgerStoreError('corrupt', 'a line is no entry of a ledger'));
    },
  };
}

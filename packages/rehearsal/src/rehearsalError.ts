/** `fact_heard`: a fact was heard more or less often than it should be. */
export type RehearsalErrorCode = 'fact_heard' | 'check_failed' | 'application_failed';

/** Where a rehearsal went wrong. */
export interface RehearsalErrorPlace {
  /** Which rehearsal it was: the same seed goes wrong in the same way. */
  readonly seed: number;
  /** The line of the conversation; undefined before anything was said. */
  readonly line: string | undefined;
}

/** What a rehearsal found to be wrong, and where. */
export class RehearsalError extends Error {
  readonly _tag = 'RehearsalError';
  readonly code: RehearsalErrorCode;
  readonly seed: number;
  readonly line: string | undefined;

  constructor(code: RehearsalErrorCode, what: string, { seed, line }: RehearsalErrorPlace, cause?: unknown) {
    super(`${what} (seed ${seed}${line === undefined ? '' : `; ${line}`})`, { cause });
    this.name = 'RehearsalError';
    this.code = code;
    this.seed = seed;
    this.line = line;
  }
}

/** Whether something is a {@link RehearsalError}, of whichever copy of this package. */
export const isRehearsalError = (value: unknown): value is RehearsalError =>
  value instanceof Error && '_tag' in value && value._tag === 'RehearsalError';

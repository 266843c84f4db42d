/** What was found. */
export interface Kills {
  readonly rounds: number;
  /** Items that were given to the store, and those that were told to be durable. */
  readonly given: number;
  readonly durable: number;
  /** Durable items that were not there afterwards; items that were there twice or in another order; errors. */
  readonly lost: number;
  readonly misplaced: number;
  readonly errors: readonly string[];
  /** Tools that have run, and those that have run twice. */
  readonly tools: number;
  readonly toolsTwice: number;
  /** Torn lines that were cut off. */
  readonly torn: number;
  /** Items that were given and not durable when the process was killed. */
  readonly openItems: { readonly p50: number; readonly p99: number; readonly max: number };
  /** From given to durable, in milliseconds. */
  readonly windowMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** Kills a writer so many times, at moments that the seed decides, and looks at the file each time. */
export function kills(config: {
  readonly rounds: number;
  readonly seed: number;
  /** The script of the writer. */
  readonly writer: string;
  readonly durability?: 'write' | 'fsync';
  readonly progress?: (round: number) => void;
}): Promise<Kills>;

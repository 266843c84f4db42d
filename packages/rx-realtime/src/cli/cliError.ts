/**
 * How the command line ends, one code for each kind of failure, so that a script can tell them apart.
 * 0 is success, 130 is Ctrl-C.
 */
export const exitCodes = {
  unexpected: 1,
  usage: 2,
  fileNotFound: 10,
  notAFile: 11,
  notWav: 12,
  truncatedWav: 13,
  emptyRecording: 14,
  unsupportedWav: 15,
  fileAccess: 16,
  nothingHeard: 17,
  badScript: 18,
  unreachable: 20,
  keyRefused: 21,
  requestRefused: 22,
  interrupted: 23,
  responseFailed: 24,
  simulatorMissing: 30,
  portTaken: 31,
  interruptedByUser: 130,
} as const;

/** A failure that is told in one line: what was wrong, and what to do. */
export class CliError extends Error {
  readonly _tag = 'CliError';
  readonly exitCode: number;

  constructor(kind: keyof typeof exitCodes, message: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCodes[kind];
  }
}

/** An argument that cannot be understood. */
export const usageError = (message: string): CliError =>
  new CliError('usage', `${message}. See rx-realtime --help`);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** What kept a file from being read or written, in one line. */
export function fileError(path: string, error: unknown): CliError {
  switch (codeOf(error)) {
    case 'ENOENT':
      return new CliError('fileNotFound', `${path}: expected an existing file or folder`, error);
    case 'EISDIR':
      return new CliError('notAFile', `${path}: expected a file, got a folder`, error);
    default:
      return new CliError('fileAccess', error instanceof Error ? error.message : String(error), error);
  }
}

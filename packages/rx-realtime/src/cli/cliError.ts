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

import { stdin } from 'node:process';

/** What the command line calls a recording: a path, or `-` for standard input. */
export const recordingFrom = (path: string): string | AsyncIterable<Uint8Array> =>
  path === '-' ? stdin : path;

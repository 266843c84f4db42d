import { CliError } from '../cliError.ts';

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

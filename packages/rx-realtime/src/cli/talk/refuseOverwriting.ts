import { stat } from 'node:fs/promises';
import { usageError } from '../cliError.ts';

/** Refuses to write the answer over the question, under whatever name: by a link, another spelling, another folder. */
export async function refuseOverwriting(question: string, out: string): Promise<void> {
  const [from, to] = await Promise.all(
    [question, out].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  if (from && to && from.dev === to.dev && from.ino === to.ino)
    throw usageError(`--out ${out} is the recording itself; choose another file`);
}

import { readFile } from 'node:fs/promises';
import { either as E } from 'fp-ts';
import { CliError } from '../cliError.ts';
import { fileError } from './fileError.ts';
import { parseScript } from './parseScript.ts';
import type { Script } from './parseScript.ts';
import type { SimulatorModule } from './scriptReply.ts';

/** Reads the file of `--script`. Rejects with a {@link CliError} that names the file and what was expected in it. */
export async function loadScript(path: string, simulator: SimulatorModule): Promise<Script> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(path, error);
  });
  const script = parseScript(text, simulator);
  if (E.isLeft(script)) throw new CliError('badScript', `${path}: ${script.left}`);
  return script.right;
}

// Whether specs turn red when one source is replaced by another text.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { outputOf, root } from '../run.mjs';

/** A mistake that makes a spec hang is found too. */
const silenceMs = 60_000;

/** Makes a judge with a folder of its own in `.cache/`. */
export const judgeIn = (name) => {
  const folder = `${root}.cache/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  return async ({ file, text, specs }) => {
    const source = `${folder}/${(count += 1)}.ts`;
    writeFileSync(source, text);
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const { code } = await outputOf(['node', ...jest, '--bail', '--silent', '-i', ...specs], {
      silenceMs,
      // As many as find what is planted, and no more than are played before the silence.
      env: { ...process.env, SCHEDULES: '2000', MUTANT_FILE: root + file, MUTANT_SOURCE: source },
    });
    return code !== 0;
  };
};

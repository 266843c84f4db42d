import { readFile } from 'node:fs/promises';

/** The audio worklets as they are built, at the paths where a bundle at the root looks for them. */
export const worklets = (): Promise<readonly (readonly [string, Uint8Array])[]> =>
  Promise.all(
    ['microphone', 'speaker'].map(async (name) => {
      const built = new URL(`../../../audio/dist/esm/browser/worklets/${name}.js`, import.meta.url);
      return [`/worklets/${name}.js`, await readFile(built)] as const;
    }),
  );

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The pages' scripts, as an application's bundler would make them, and which modules went into each. */
export interface Bundles {
  /** By the path they are served at: `/connection.js`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The modules in the bundle of a page. */
  readonly inputsOf: (page: string) => readonly string[];
  readonly warnings: readonly string[];
}

const folder = fileURLToPath(new URL('../pages/', import.meta.url));

/** Bundles `pages/<name>.ts` of each name for a browser, against the built packages. */
export const bundlePages = async (
  names: readonly string[],
  { external = [] }: { readonly external?: readonly string[] } = {},
): Promise<Bundles> => {
  const { outputFiles, metafile, warnings } = await build({
    entryPoints: names.map((name) => `${folder}${name}.ts`),
    outdir: '/',
    bundle: true,
    splitting: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    external: [...external],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [path, contents])),
    inputsOf: (page) =>
      Object.entries(metafile.outputs)
        .filter(([, { entryPoint }]) => entryPoint?.endsWith(`/${page}.ts`))
        .flatMap(([, { inputs }]) => Object.keys(inputs)),
    warnings: warnings.map(({ text }) => text),
  };
};

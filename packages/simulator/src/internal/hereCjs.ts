/** Where this package is installed, as `createRequire` takes it; the ESM build has a file of its own for it. */
export const here = __filename;

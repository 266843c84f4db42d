/** Where this package is installed, as `createRequire` takes it; the CommonJS build has a file of its own for it. */
export const here = import.meta.url;

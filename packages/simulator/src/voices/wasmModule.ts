import { here } from '#here';

/** A WebAssembly module in any form: bytes, where to fetch them, or already compiled. */
export type WasmSource = BufferSource | URL | string | WebAssembly.Module;

const installed = new Map<string, Promise<WebAssembly.Module>>();

const compileInstalled = async (path: string): Promise<WebAssembly.Module> => {
  // Asked at run time, so that bundlers for browsers see no import of a Node module.
  const { createRequire } = process.getBuiltinModule('node:module');
  const { readFile } = process.getBuiltinModule('node:fs/promises');
  return WebAssembly.compile(await readFile(createRequire(here).resolve(path)));
};

/**
 * Compiles a module; without a source, the file `path` of an installed package (Node only), once for the process.
 * @param path such as `@echogarden/fvad-wasm/fvad.wasm`
 */
export const wasmModule = async (
  path: string,
  source: WasmSource | undefined,
): Promise<WebAssembly.Module> => {
  if (source === undefined) {
    const module = installed.get(path) ?? compileInstalled(path);
    installed.set(path, module);
    return module;
  }
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) {
    return WebAssembly.compile(await (await fetch(source)).arrayBuffer());
  }
  return WebAssembly.compile(source);
};

// The frame in which an example runs: it has no origin, reaches no host and no page, and dies with the next run.
import { transform } from 'sucrase';

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; connect-src 'none'; form-action 'none'; base-uri 'none'";

/** A script inside of HTML ends at its closing tag, wherever that stands. */
const inHtml = (code) => code.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');

/** The example as a script: TypeScript and imports are gone, `await` stands in a function. */
export const scriptOf = (source) => {
  const { code } = transform(source, { transforms: ['typescript', 'imports'], disableESTransforms: true });
  return `(async () => { const exports = {}; const require = (name) => { const found = modules[name];
    if (!found) throw new Error(name + ' is not in the playground'); return found; };
    try {\n${code}\n} catch (error) { console.error(String(error)); }
    parent.postMessage({ kind: 'end' }, '*'); })();`;
};

/** The document of the frame. */
export const documentOf = (modules, source) =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>example</title>` +
  `<script>${inHtml(modules)}</script><script>${inHtml(scriptOf(source))}</script>`;

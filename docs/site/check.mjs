// What VitePress does not check of a built site: that every link finds its page and every `#anchor` its element, and that no
// page asks another host for anything.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';

const unescaped = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

const attributes = (html, name) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => unescaped(value));

/** Elements that load something by themselves; a link that a reader clicks loads nothing. */
const loads =
  /<(?:script|img|link|iframe|source|audio|video)\b[^>]*?\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/g;
const styleLoads = /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')]*)/g;

/** The problems of the site in `folder`, one line each. */
export const siteProblems = (folder) => {
  const files = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  const pages = new Map(
    files.filter((name) => name.endsWith('.html')).map((name) => [name, readFileSync(folder + name, 'utf8')]),
  );
  const ids = new Map([...pages].map(([name, html]) => [name, new Set(attributes(html, 'id'))]));

  const linkProblem = (from, link) => {
    if (/^[a-z][a-z+.-]*:|^\/\//i.test(link)) return undefined;
    const [path, anchor] = link.split('#').map(decodeURIComponent);
    let target = path === '' ? from : posix.join(path.startsWith('/') ? '.' : posix.dirname(from), path);
    if (target.endsWith('/') || target === '.') target = posix.join(target, 'index.html');
    if (!existsSync(folder + target)) return `${from}: nothing at ${link}`;
    return anchor && pages.has(target) && !ids.get(target).has(anchor)
      ? `${from}: ${target} has no anchor #${anchor}`
      : undefined;
  };

  return [...pages]
    .flatMap(([name, html]) => [
      ...[...new Set([...attributes(html, 'href'), ...attributes(html, 'src')])].map((link) =>
        linkProblem(name, link),
      ),
      ...[...html.matchAll(loads)].map(([, url]) => `${name}: asks another host for ${url}`),
    ])
    .concat(
      files
        .filter((name) => name.endsWith('.css'))
        .flatMap((name) =>
          [...readFileSync(folder + name, 'utf8').matchAll(styleLoads)].map(
            ([, url]) => `${name}: asks another host for ${url}`,
          ),
        ),
    )
    .filter((problem) => problem !== undefined);
};

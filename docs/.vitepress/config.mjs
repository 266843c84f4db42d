import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const staged = fileURLToPath(new URL('../.site/', import.meta.url));
const read = (path) => JSON.parse(readFileSync(staged + path, 'utf8'));

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#c2377f" stroke-width="3" stroke-linecap="round"><path d="M4 13v6M10 8v16M16 4v24M22 10v12M28 14v4"/></svg>';
const repositoryIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="m8 7-5 5 5 5M16 7l5 5-5 5"/></svg>';
const inUrl = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

const page = (text, link) => ({ text, link });

const guides = [
  {
    text: 'Start',
    items: [
      page('Your first conversation', '/first-conversation'),
      page('How to think in it', '/guide'),
      page('Which operator do I need?', '/which-operator'),
      page('Playground', '/playground'),
      page('Install, and the packages', '/readme'),
    ],
  },
  {
    text: 'Coming from',
    items: [
      page('One assistant, three times', '/one-assistant-three-ways'),
      page('openai', '/coming-from-openai'),
      page('@openai/agents-realtime', '/coming-from-agents-realtime'),
      page('rxjs/webSocket', '/coming-from-rxjs-websocket'),
    ],
  },
  {
    text: 'Guides',
    items: [
      page('How operators behave', '/operator-families'),
      page('Errors', '/errors'),
      page('Testing with virtual time', '/testing'),
      page('What survives a cut', '/what-survives'),
      page('Security', '/security'),
      page('Many conversations, many machines', '/many-machines'),
      page('Bundlers and runtimes', '/bundlers'),
      page('What it costs', '/performance'),
    ],
  },
  {
    text: 'Look up',
    items: [
      page('All operators, A–Z', '/operators'),
      page('The protocol', '/protocol'),
      page('Glossary', '/glossary'),
      page('Decisions', '/decisions'),
      page('Changes', '/changes'),
      page('Contributing', '/contributing'),
      page('A map of the repository', '/map'),
      page('Report a vulnerability', '/report'),
    ],
  },
  {
    text: 'Packages',
    items: [
      'rx-realtime', 'connection', 'events', 'audio', 'responses', 'reconnection', 'session', 'codecs', 'pcm', 'clock',
      'simulator', 'rehearsal',
    ].map((name) => page(name === 'rx-realtime' ? name : `@rx-realtime/${name}`, `/packages/${name}`)),
  },
]; // prettier-ignore

/** The reference by entry point, `audio/browser`: each begins with the same scope. */
const reference = read('api/typedoc-sidebar.json').map((item) => ({
  ...item,
  text: item.text.replace('@rx-realtime/', ''),
}));

export default defineConfig({
  title: 'rx-realtime',
  description: "Voice conversations as two streams of typed events: RxJS for OpenAI's Realtime API",
  lang: 'en',
  srcDir: '.site',
  outDir: 'dist',
  vite: { build: { chunkSizeWarningLimit: 4_000 } },
  cacheDir: '../.cache/vitepress',
  lastUpdated: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: inUrl(icon) }]],
  metaChunk: true,
  // The theme's home has no main landmark.
  transformHtml: (code, id) =>
    id.endsWith('/dist/index.html')
      ? code.replace('id="VPContent"', 'id="VPContent" role="main"')
      : undefined,
  // The default themes have colours that are too pale to read.
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  themeConfig: {
    logo: { src: inUrl(icon), alt: '' },
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      page('Start', '/first-conversation'),
      page('Recipes', '/recipes/'),
      page('Operators', '/operators'),
      page('API', '/api/'),
      page('Playground', '/playground'),
    ],
    sidebar: {
      '/recipes/': [page('All recipes', '/recipes/'), ...read('recipes.json')],
      '/api/': [page('All operators, A–Z', '/operators'), ...reference],
      '/': guides,
    },
    socialLinks: [
      {
        icon: { svg: repositoryIcon },
        link: 'https://github.com/rx-realtime/rx-realtime',
        ariaLabel: 'The repository',
      },
    ],
    footer: { message: 'MIT licensed. Every example of this site is compiled and run.' },
  },
});

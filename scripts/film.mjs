// `node scripts/film.mjs`: runs `npm start` and draws what it prints, when it prints it, as a picture that moves:
// `docs/images/start.svg`. No program of its own is needed to look at it, and whoever wants no motion sees the last line at once.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

const lineHeight = 20;
const characterWidth = 8.43; // of the fonts below at 14 px
const margin = 20;
const barHeight = 32;
const columns = 90;

/** Each line of a run of `npm start`, with the time at which it was whole, ms from the first. */
const filmed = () =>
  new Promise((resolve, reject) => {
    const folder = mkdtempSync(join(tmpdir(), 'film-'));
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
      cwd: folder,
      env: { ...process.env, INIT_CWD: folder, OPENAI_API_KEY: '', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = [];
    let open = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const parts = (open + text).split('\n');
      open = parts.pop();
      lines.push(...parts.map((line) => ({ line, atMs: performance.now() })));
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      rmSync(folder, { recursive: true });
      const startMs = lines[0]?.atMs ?? 0;
      if (code === 0) resolve(lines.map(({ line, atMs }) => ({ line, atMs: Math.round(atMs - startMs) })));
      else reject(new Error(`npm start ended with ${code}`));
    });
  });

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The first word of a line of the conversation stands out. */
const coloured = (line) => {
  const [, word, rest] = /^(you|assistant|tool|listening|question|session)( .*)$/.exec(line) ?? [];
  return word ? `<tspan class="${word}">${word}</tspan>${escaped(rest)}` : escaped(line);
};

const svg = (lines) => {
  const [width, height] = [
    Math.round(columns * characterWidth + 2 * margin),
    barHeight + lines.length * lineHeight + 2 * margin,
  ];
  const texts = lines.map(({ line, atMs }, index) => {
    const y = barHeight + margin + (index + 0.7) * lineHeight;
    return `<text x="${margin}" y="${y}" style="animation-delay:${atMs}ms" xml:space="preserve">${coloured(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">A terminal: npm start asks a spoken question of the simulator, a tool runs, and the assistant answers</title>
<style>
text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #d7dae0; animation: said 1ms both }
.you { fill: #7fd1ff } .assistant { fill: #ff9ed2 } .tool { fill: #f5d67b } .listening, .question, .session { fill: #9aa4b2 }
@keyframes said { from { opacity: 0 } to { opacity: 1 } }
@media (prefers-reduced-motion: reduce) { text { animation: none } }
</style>
<rect width="${width}" height="${height}" rx="8" fill="#1b1f27"/>
<g fill="#3a414e"><circle cx="20" cy="17" r="6"/><circle cx="40" cy="17" r="6"/><circle cx="60" cy="17" r="6"/></g>
${texts.join('\n')}
</svg>
`;
};

const prompt = { line: '$ npm start', atMs: 0 };
const firstAnswerMs = 700; // for whoever reads the command
const lines = (await filmed()).map(({ line, atMs }) => ({ line, atMs: atMs + firstAnswerMs }));
writeFileSync(`${root}docs/images/start.svg`, svg([prompt, ...lines]));
console.log(`docs/images/start.svg: ${lines.length} lines, ${lines.at(-1).atMs} ms`);

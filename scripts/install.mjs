// Installs what pnpm-lock.yaml says, only when it or a package.json changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMain, outputOf, packageFolders, root } from './run.mjs';
import { pnpmCommand } from './pnpm.mjs';

const stampFile = `${root}node_modules/.install-stamp`;

const stamp = () => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const manifests = packageFolders().map((folder) => `packages/${folder}/package.json`);
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'docs/package.json',
    ...manifests,
  ]) {
    if (existsSync(root + file)) hash.update(`\n${file}\n`).update(readFileSync(root + file));
  }
  return hash.digest('hex');
};

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL)\b/;

/** What went wrong, in one line that says what to do. */
const explain = (output) => {
  const code = unreachable.exec(output)?.[1];
  if (code)
    return `the npm registry cannot be reached (${code}). Check the network and \`npm config get registry\`, then run the same command again.`;
  if (output.includes('ERR_PNPM_OUTDATED_LOCKFILE'))
    return 'pnpm-lock.yaml does not match a package.json. Run `node scripts/pnpm.mjs install` and commit the lockfile.';
  return `pnpm says:\n${output.trimEnd()}\nDeleting node_modules and running the same command again starts afresh.`;
};

/** Installs when needed; ends this process with a line that says what to do when that fails. */
export const install = async () => {
  const wanted = stamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.error('Installing dependencies (about a minute the first time) …');
  const command = pnpmCommand('install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only');
  // A minute of silent retries against a registry that is not there helps nobody: wait 10 s at most between tries.
  const env = { ...process.env, CI: 'true', npm_config_fetch_retry_maxtimeout: '10000' };
  const { code, output } = await outputOf(command, { env });
  if (code !== 0) {
    console.error(`Install failed: ${explain(output)}`);
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node 20.19 or newer is needed, this is ${process.version}: install a current one from https://nodejs.org.`,
  );
  process.exit(1);
}

if (isMain(import.meta)) await install();

import { realpathSync } from 'node:fs';

/**
 * Programs that only start other programs. With `NODE_OPTIONS` the preload runs in them as well,
 * and would take the port away from the bot that they are about to start.
 */
const LAUNCHERS = [
  'npm',
  'npx',
  'yarn',
  'yarnpkg',
  'pnpm',
  'pnpx',
  'corepack',
  'bunx',
  'concurrently',
  'cross-env',
  'cross-env-shell',
  'dotenv',
  'env-cmd',
  'nodemon',
  'npm-run-all',
  'pm2',
  'run-p',
  'run-s',
  'tsx',
].join('|');

/** `npm`, `npm-cli.js`, `yarn-4.5.0.cjs` … as the last part of a path. */
const LAUNCHER_FILE = new RegExp(`[\\\\/](?:${LAUNCHERS})(?:-cli|-\\d[\\w.-]*)?(?:\\.[cm]?js)?$`);
/** What a link in `node_modules/.bin` points to, and the background process of pm2. */
const LAUNCHER_PACKAGE =
  /[\\/]node_modules[\\/](?:(?:npm|yarn|pnpm|corepack|tsx|nodemon|concurrently|cross-env|env-cmd|dotenv-cli|npm-run-all)[\\/]|pm2[\\/](?:bin|lib[\\/](?:Daemon|binaries))[\\/.])/;

/** Whether the main script of this process is such a program. */
export function isLauncher(script: string | undefined = process.argv[1]): boolean {
  if (script === undefined) return false;
  return [script, resolved(script)].some(
    (path) => LAUNCHER_FILE.test(path) || LAUNCHER_PACKAGE.test(path),
  );
}

function resolved(script: string): string {
  try {
    return realpathSync(script);
  } catch {
    return script;
  }
}

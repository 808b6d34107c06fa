import { realpathSync } from 'node:fs';

/**
 * Programs that only start other programs. With `NODE_OPTIONS` the preload runs in them as well,
 * and would take the port away from the bot that they are about to start.
 */
const PACKAGE_MANAGER = alternatives(['npm', 'npx', 'yarn', 'yarnpkg', 'pnpm', 'pnpx', 'corepack']);
const STARTER = alternatives([
  'concurrently',
  'cross-env',
  'dotenv-cli',
  'env-cmd',
  'nodemon',
  'npm-run-all',
  'run-p',
  'run-s',
  'tsx',
]);

const PATTERNS = [
  // `npm`, `npm-cli.js`, `yarn-4.5.0.cjs` … wherever they are.
  new RegExp(`[\\\\/]${PACKAGE_MANAGER}(?:-cli|-\\d[\\w.-]*)?(?:\\.[cm]?js)?$`),
  // Any file of their packages. Others may have a bot of that name, so the folder must tell.
  new RegExp(
    `[\\\\/]node_modules[\\\\/](?:\\.bin[\\\\/])?(?:${PACKAGE_MANAGER}|${STARTER})(?:[\\\\/]|$)`,
  ),
  // The command line and the background process of pm2; the bots that it runs are in other files.
  /[\\/]node_modules[\\/](?:\.bin[\\/]pm2$|pm2[\\/](?:bin[\\/]|lib[\\/](?:Daemon\.js|binaries[\\/])))/,
];

/** Whether the main script of this process is such a program. */
export function isLauncher(script: string | undefined = process.argv[1]): boolean {
  if (script === undefined) return false;
  const paths = [script, resolved(script)];
  return PATTERNS.some((pattern) => paths.some((path) => pattern.test(path)));
}

function resolved(script: string): string {
  try {
    return realpathSync(script);
  } catch {
    return script;
  }
}

function alternatives(names: readonly string[]): string {
  return `(?:${names.join('|')})`;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** What npm said. */
export interface NpmRun {
  readonly stdout: string;
  readonly warnings: readonly string[];
}

const REPOSITORY = join(__dirname, '..', '..');
const TIMEOUT_MS = 180_000;
/** About the settings of the machine, not about what is installed. */
const OF_THE_MACHINE = /Unknown (user|global|env|builtin|project) config/;

/** Runs this machine's npm under the Node.js given, which decides what npm may install. */
export async function runNpm(
  node: string,
  folder: string,
  args: readonly string[],
): Promise<NpmRun> {
  const child = spawn(node, [npmCli(), ...args], {
    cwd: folder,
    env: environment(node),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`npm ${args[0]} failed:\n${stderr}`);
  return { stdout, warnings: warningsIn(stderr) };
}

/** The tarball of what is built: building anew would take away the files this runs from. */
export async function packInto(folder: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await runNpm(process.execPath, REPOSITORY, args);
  const [report] = Object.values(JSON.parse(stdout) as Record<string, { filename: string }>);
  return join(folder, report?.filename ?? '');
}

function warningsIn(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => /^npm (warn|error)/i.test(line) && !OF_THE_MACHINE.test(line));
}

/** The `npm-cli.js` that runs this script, or the one that `npm` on the path leads to. */
function npmCli(): string {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('npm-cli.js')) return own;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const npm = join(folder, 'npm');
    if (existsSync(npm)) return realpathSync(npm);
  }
  throw new Error('npm is not on the path');
}

/** Without what an outer `npm run` says about this project. */
function environment(node: string): NodeJS.ProcessEnv {
  const OF_THIS_PROJECT =
    /^(npm_(package|lifecycle)_|npm_config_local_prefix$|INIT_CWD|NODE_OPTIONS)/;
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_PROJECT.test(name));
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...Object.fromEntries(kept), PATH: path };
}

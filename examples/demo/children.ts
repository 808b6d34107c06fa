import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const EXAMPLES = join(__dirname, '..');
const PROJECT = join(__dirname, '../../..');
const STOP_WITHIN_MS = 3_000;

/**
 * Ctrl-C reaches every process of the terminal's group; out of that group the children live until
 * the demo has read them a last time. Their stdin ends with the demo, whatever ends it, and they
 * end with their stdin.
 */
const OWN_GROUP = { detached: true } as const;

/** Starts the paper exchange in its own process, by default on any port, and waits for its address. */
export async function startExchange(port = 0): Promise<{ child: ChildProcess; url: string }> {
  const script = join(EXAMPLES, 'paper-exchange/main.js');
  const child = spawn(process.execPath, [script, '--volatility', '0.001', '--port', String(port)], {
    ...OWN_GROUP,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

/** Starts the bot as anybody would: `node --require genesis-otel/register bot.js`. */
export function startBot(env: NodeJS.ProcessEnv): ChildProcess {
  const script = join(EXAMPLES, 'demo/bot.js');
  return spawn(process.execPath, ['--require', 'genesis-otel/register', script], {
    cwd: PROJECT,
    ...OWN_GROUP,
    env,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}

/** Asks a child to stop, and makes it where it does not. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(force);
}

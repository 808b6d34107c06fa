import { join } from 'node:path';
import type { ProgramEnding } from '../../support/program.js';
import { Program } from '../../support/program.js';

/** The package itself: here `genesis-otel/register` resolves through its own exports. */
export const PACKAGE_ROOT = join(__dirname, '..', '..', '..', '..');
export const TOKEN = 'a-token-that-is-long-enough-1234567890';

export type Preload = 'require' | 'import' | 'none';

export interface BotOptions {
  readonly preload?: Preload;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The process is killed after this time, and the test fails. */
  readonly timeoutMillis?: number;
}

/** How a bot ended. */
export type Ending = ProgramEnding;

/** A bot of `test/fixtures/bots` in a process of its own. */
export class Bot extends Program {
  constructor(file: string, options: BotOptions = {}) {
    const { preload = 'require', env = {}, args = [], timeoutMillis = 15_000 } = options;
    const flags = preload === 'none' ? [] : [`--${preload}`, 'genesis-otel/register'];
    const path = join(PACKAGE_ROOT, 'test', 'fixtures', 'bots', file);
    const settings = { cwd: PACKAGE_ROOT, env: botEnvironment(env), timeoutMillis };
    super([...flags, path, ...args], settings);
  }
}

/** Runs a bot to its end. */
export function runBot(file: string, options?: BotOptions): Promise<Ending> {
  return new Bot(file, options).ended();
}

/** An environment without anything of the test run's own; a guarded endpoint on any free port. */
export function botEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH,
    HOME,
    PROMETHEUS_AUTH_TOKEN: TOKEN,
    OTEL_EXPORTER_PROMETHEUS_PORT: '0',
    ...env,
  };
}

/** The lines that genesis-otel has said. */
export function linesOf({ stderr }: Pick<Ending, 'stderr'>): string[] {
  return stderr.split('\n').filter((line) => line.includes('genesis-otel'));
}

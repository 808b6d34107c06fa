import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { median } from '../statistics.js';

const ROOT = join(__dirname, '../../..');
/** Whole processes, in turn, so that a machine that slows down slows all of them. */
const RUNS = 3;

interface StartCost {
  /** Milliseconds from the start of a process that loads the package to its end. */
  readonly bare: number;
  /** What the preload adds beyond what it adds to a process that loads nothing. */
  readonly added: number;
}

export interface StartFigures {
  readonly required: StartCost;
  readonly imported: StartCost;
}

const PRELOAD = ['--require', 'genesis-otel/register'];
const EMPTY = ['--eval', ''];

/** What hooking one package costs a bot that loads it, beside the preload itself. */
export function measureStart(name: string): StartFigures {
  const required = ['--eval', `require('${name}')`];
  const imported = ['--input-type=module', '--eval', `import '${name}'`];
  const cases = [EMPTY, required, imported].flatMap((args) => [args, [...PRELOAD, ...args]]);
  const times = cases.map(() => [] as number[]);
  // The disk cache is warm: two processes have loaded the package before.
  for (let round = 0; round < RUNS; round += 1) {
    for (const [at, args] of cases.entries()) times[at]?.push(run(args));
  }
  const [empty = 0, preload = 0, ...rest] = times.map(median);
  const [bareRequired = 0, hookedRequired = 0, bareImported = 0, hookedImported = 0] = rest;
  const own = preload - empty;
  return {
    required: { bare: bareRequired, added: hookedRequired - bareRequired - own },
    imported: { bare: bareImported, added: hookedImported - bareImported - own },
  };
}

function run(args: readonly string[]): number {
  const env = { ...process.env, OTEL_EXPORTER_PROMETHEUS_PORT: '0', OTEL_LOG_LEVEL: 'none' };
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - startedAt;
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
/** Has a process say at its end how much processor time it took. */
const REPORT = ['--require', join(__dirname, 'report-cpu.js')];
/** Whole processes, in turn, so that a machine that slows down slows all of them. */
const RUNS = 3;

interface StartCost {
  /** Milliseconds of processor time that a process takes which loads the package and ends. */
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

/** What the preload alone costs. */
export function measurePreload(): number {
  const [empty = 0, preloaded = 0] = measure([EMPTY, [...PRELOAD, ...EMPTY]]);
  return preloaded - empty;
}

/** What hooking one package costs a bot that loads it, beside the preload itself. */
export function measureStart(name: string, preload: number): StartFigures {
  const required = ['--eval', `require('${name}')`];
  const imported = ['--input-type=module', '--eval', `import '${name}'`];
  const cases = [required, imported].flatMap((args) => [args, [...PRELOAD, ...args]]);
  const [bareRequired = 0, hookedRequired = 0, bareImported = 0, hookedImported = 0] =
    measure(cases);
  return {
    required: { bare: bareRequired, added: hookedRequired - bareRequired - preload },
    imported: { bare: bareImported, added: hookedImported - bareImported - preload },
  };
}

/** In turn, so that a machine that slows down slows all of them. */
function measure(cases: readonly (readonly string[])[]): number[] {
  const times = cases.map(() => [] as number[]);
  for (let round = 0; round < RUNS; round += 1) {
    for (const [at, args] of cases.entries()) times[at]?.push(run(args));
  }
  return times.map((values) => Math.min(...values));
}

/** Processor time of a whole process: what others do meanwhile counts for little. */
function run(args: readonly string[]): number {
  const env = { ...process.env, OTEL_EXPORTER_PROMETHEUS_PORT: '0', OTEL_LOG_LEVEL: 'none' };
  const options = { cwd: ROOT, env, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, [...REPORT, ...args], options);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return Number(stdout.trim().split('\n').at(-1));
}

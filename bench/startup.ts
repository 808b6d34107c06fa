import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Part } from './part.js';
import { median } from './statistics.js';

const ROOT = join(__dirname, '../..');
/** Whole processes, in turn, so that a machine that slows down slows all of them. */
const RUNS = 7;

const PRELOAD = ['--require', 'genesis-otel/register'];
const CJS = ['--eval', "require('ccxt')"];
const ESM = ['--input-type=module', '--eval', "import 'ccxt'"];
const EMPTY = ['--eval', ''];

const CASES: Readonly<Record<string, readonly string[]>> = {
  'bare Node': EMPTY,
  'preload, no ccxt': [...PRELOAD, ...EMPTY],
  'ccxt required': CJS,
  'preload, ccxt required': [...PRELOAD, ...CJS],
  'ccxt imported': ESM,
  'preload, ccxt imported': [...PRELOAD, ...ESM],
};

/** The case without the preload that each case is compared with. */
const BASELINES: Readonly<Record<string, string>> = {
  'preload, no ccxt': 'bare Node',
  'preload, ccxt required': 'ccxt required',
  'preload, ccxt imported': 'ccxt imported',
};

function run(args: readonly string[]): number {
  const env = { ...process.env, OTEL_EXPORTER_PROMETHEUS_PORT: '0', OTEL_LOG_LEVEL: 'none' };
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - startedAt;
}

type Times = Record<string, number>;

/** What the preload costs a bot at start. */
export const startupPart: Part<Times> = {
  name: 'startup',
  measure: async () => {
    const times = new Map(Object.keys(CASES).map((name) => [name, [] as number[]]));
    for (let round = 0; round <= RUNS; round += 1) {
      for (const [name, args] of Object.entries(CASES)) {
        const time = run(args);
        // The first round warms the disk cache.
        if (round > 0) times.get(name)?.push(time);
      }
    }
    return Object.fromEntries([...times].map(([name, values]) => [name, median(values)]));
  },
  tables: (times) => [
    {
      title: 'Start of a process: milliseconds (+ what the preload adds)',
      head: ['', 'ms'],
      rows: Object.entries(times).map(([name, time]) => {
        const baseline = times[BASELINES[name] ?? ''];
        const added = baseline === undefined ? '' : ` (+${(time - baseline).toFixed(0)})`;
        return [name, `${time.toFixed(0)}${added}`];
      }),
    },
  ],
  targets: () => [],
};

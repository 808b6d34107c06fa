import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadData } from './messages.js';

const FILE = join(__dirname, 'worker.js');
/** Its short-lived objects are small, and the default reserves several times as much. */
const YOUNG_GENERATION_MB = 8;
/** Several times what every series of the catalogue takes; beyond it the thread ends, not the bot. */
const OLD_GENERATION_MB = 512;

/** Starts the thread that serves and pushes. Throws where threads cannot be started. */
export function spawnExporter(workerData: ThreadData): Worker {
  return new Worker(FILE, {
    name: 'genesis-otel-exporter',
    workerData,
    // Without arguments and environment nothing that was preloaded into the bot starts in it too,
    // and with streams of its own it does not touch those of the bot.
    argv: [],
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      maxOldGenerationSizeMb: OLD_GENERATION_MB,
    },
  });
}

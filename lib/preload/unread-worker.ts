import { isMainThread } from 'node:worker_threads';
import { diag } from '@opentelemetry/api';
import type { GenesisConfig } from '../config/genesis-config.js';
import { loadConfig } from '../config/load-config.js';
import { ensureDiagLogger } from '../diagnostics/diag-logger.js';
import { report } from '../diagnostics/report.js';
import { offeredMemory } from '../provider/thread-memory.js';

/**
 * Whether this is a worker thread whose metrics nobody could read: the endpoint belongs to the main
 * thread, which also pushes, if anybody does. Starting there would cost each worker most of a second. What is
 * wrong with the configuration the main thread has said.
 */
export function isUnreadWorker(): boolean {
  if (isMainThread) return false;
  const { config } = loadConfig(process.env);
  if (config.traces !== undefined || config.logs) return false;
  if (config.otlp !== undefined && offeredMemory()?.pushes !== true) return false;
  if (config.prometheus !== undefined) sayWhy(config);
  return true;
}

function sayWhy({ logLevel }: GenesisConfig): void {
  const ownsLogger = ensureDiagLogger(logLevel);
  const rest =
    offeredMemory() === undefined
      ? ', and the main thread has none that could serve what it records'
      : '; what it records is served by that of the main thread';
  report(`a worker thread opens no metrics endpoint${rest}`);
  if (ownsLogger) diag.disable();
}

import type { DiagLogLevel } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import { StderrDiagLogger } from './stderr-logger.js';

/** Where the OpenTelemetry API keeps what was registered; it offers no call to ask. */
const API_STATE = Symbol.for('opentelemetry.js.api.1');

function apiState(): { diag?: unknown } | undefined {
  return (globalThis as Record<symbol, { diag?: unknown } | undefined>)[API_STATE];
}

/**
 * Lets `diag` write to stderr, unless somebody has set a logger of their own.
 * @returns whether the logger is ours
 */
export function ensureDiagLogger(logLevel: DiagLogLevel): boolean {
  if (apiState()?.diag !== undefined) return false;
  return diag.setLogger(new StderrDiagLogger(), { logLevel });
}

/** Runs `action`, which may set a logger as a side effect, and keeps the one that was there. */
export function keepingDiagLogger<T>(action: () => T): T {
  const logger = apiState()?.diag;
  diag.disable();
  try {
    return action();
  } finally {
    const state = apiState();
    if (state !== undefined) state.diag = logger;
  }
}

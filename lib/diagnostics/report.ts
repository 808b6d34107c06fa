import { diag } from '@opentelemetry/api';
import { shownLine } from './shown.js';

/** More keys than this would mean the keys carry values; then silence is cheaper than memory. */
const REMEMBERED_REPORTS = 1_000;

const reported = new Set<string>();

/**
 * Says one line through the OpenTelemetry `diag` logger, the first time `key` is seen in this
 * process. Keys name the kind of problem, never the value, so a bot that repeats a mistake a
 * thousand times a second costs one line.
 */
export function reportOnce(key: string, line: string): void {
  if (reported.has(key) || reported.size >= REMEMBERED_REPORTS) return;
  reported.add(key);
  report(line);
}

/** Says one line through the OpenTelemetry `diag` logger; a logger that throws is ignored. */
export function report(line: string): void {
  say('warn', line);
}

/** Says one line that is no problem, for who asks for `OTEL_LOG_LEVEL=info`. */
export function inform(line: string): void {
  say('info', line);
}

function say(level: 'warn' | 'info', line: string): void {
  try {
    diag[level](shownLine(`genesis-otel: ${line}`));
  } catch {
    // A bot's own diag logger may throw; a line is not worth an order.
  }
}

/** Forgets what was reported, so that each test sees its own first report. */
export function forgetReports(): void {
  reported.clear();
}

import { DiagLogLevel, diag } from '@opentelemetry/api';
import { forgetReports } from '../../lib/diagnostics/report.js';

/** Collects what is said through `diag` until `stop` is called. */
export function listenToDiag(): { lines: string[]; stop: () => void } {
  const lines: string[] = [];
  const log = (...parts: unknown[]): void => {
    lines.push(parts.map(String).join(' '));
  };
  forgetReports();
  diag.setLogger(
    { error: log, warn: log, info: () => {}, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return {
    lines,
    stop: () => {
      diag.disable();
      forgetReports();
    },
  };
}

/** Collects what is said through `diag` while `action` runs. */
export async function diagLines(action: () => unknown): Promise<string[]> {
  const { lines, stop } = listenToDiag();
  try {
    await action();
  } finally {
    stop();
  }
  return lines;
}

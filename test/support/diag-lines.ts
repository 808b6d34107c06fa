import { DiagLogLevel, diag } from '@opentelemetry/api';
import { forgetReports } from '../../lib/diagnostics/report.js';

/** Collects what is said through `diag` while `action` runs. */
export async function diagLines(action: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const log = (...parts: unknown[]): void => {
    lines.push(parts.map(String).join(' '));
  };
  forgetReports();
  diag.setLogger(
    { error: log, warn: log, info: () => {}, debug: () => {}, verbose: () => {} },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  try {
    await action();
  } finally {
    diag.disable();
    forgetReports();
  }
  return lines;
}

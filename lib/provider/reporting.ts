import { faultName } from '../diagnostics/fault-name.js';
import { report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';

/** Runs `build`; a fault is said in one line and there is no result. */
export function reporting<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    reportFault(error);
    return undefined;
  }
}

/** Our own errors are written to be shown; others may quote a value, so only their class is. */
export function reportFault(error: unknown): void {
  const line = error instanceof GenesisError ? error.message : undefined;
  report(
    line ?? `a part of the configuration failed (${faultName(error)}); the bot runs on without it`,
  );
}

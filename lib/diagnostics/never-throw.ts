import { faultName } from './fault-name.js';
import { reportOnce } from './report.js';

/**
 * Runs `action` and keeps whatever it throws away from the bot. The report names the place and the
 * code or class of the fault, never its message: a message may quote a value that is secret.
 */
export function neverThrow<T>(place: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (fault) {
    reportOnce(`fault:${place}`, `${place} failed (${faultName(fault)}); it was skipped`);
    return undefined;
  }
}

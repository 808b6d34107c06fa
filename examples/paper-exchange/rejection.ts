import type { Core } from './core.js';
import { insufficientSpot, Refusal } from './errors.js';

/** Refuses the order at hand where the fault switch says so, as late as a real balance check. */
export function injectRejection(core: Core): void {
  const fault = core.faults.meets('reject', true);
  if (fault === undefined) {
    return;
  }
  const { code, message } = insufficientSpot();
  throw new Refusal(fault.code ?? code, fault.msg ?? message);
}

import type { Core } from './core.js';
import { insufficientSpot, Refusal } from './errors.js';

/** Refuses the order at hand where the fault switch says so, as late as a real balance check. */
export function injectRejection(core: Core): void {
  const fault = core.faults.meets('reject', true);
  if (fault === undefined) {
    return;
  }
  const usual = insufficientSpot();
  const code = fault.code ?? usual.code;
  // ccxt reads the text before the code, so another code must not come with the balance text.
  const text = code === usual.code ? usual.message : 'Order rejected.';
  throw new Refusal(code, fault.msg ?? text);
}

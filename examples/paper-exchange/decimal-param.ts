import { malformed } from './errors.js';
import { dec, type Money } from './money.js';
import { type Params, requireParam } from './operation.js';

/** Reads a decimal parameter, or refuses it with -1102. */
export function decimalParam(params: Params, name: string): Money {
  const text = requireParam(params, name);
  if (!/^\d+(\.\d+)?(e-?\d+)?$/i.test(text)) {
    throw malformed(name);
  }
  return dec(text);
}

import { neverThrow } from '../lib/diagnostics/never-throw.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
import { running } from './core/running.js';

/**
 * Hands a module to the instrumentation that it is for.
 * @param idle the instrumentations there are, none of which runs; asked for where no running one
 *   knows the module
 */
export function instrumentModule(
  module: object,
  as: string | undefined,
  idle: () => readonly ExchangeInstrumentation[],
): boolean {
  const isFor = (candidate: ExchangeInstrumentation): boolean =>
    neverThrow('recognising a client', () => candidate.recognises(module, as)) === true;
  const owner = [...running.all()].find(isFor) ?? idle().find(isFor);
  if (owner === undefined) return false;
  neverThrow('instrumenting a module', () =>
    running.hand({ module, instrumentation: owner.instrumentationName, as }),
  );
  return true;
}

import { BinanceInstrumentation } from './binance/index.js';
import { CcxtInstrumentation } from './ccxt/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';

export { BINANCE_VERSIONS, BinanceInstrumentation } from './binance/index.js';
export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = ['ccxt', 'binance'] as const;
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];

export { INSTRUMENTED_MODULES } from './instrumented-modules.js';

const FACTORIES: Record<InstrumentationName, () => ExchangeInstrumentation> = {
  binance: () => new BinanceInstrumentation(),
  ccxt: () => new CcxtInstrumentation(),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(name: InstrumentationName): ExchangeInstrumentation {
  return FACTORIES[name]();
}

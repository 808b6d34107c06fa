import { BinanceInstrumentation } from './binance/index.js';
import { BitmartApiInstrumentation } from './bitmart-api/index.js';
import { CcxtInstrumentation } from './ccxt/index.js';
import { CoinbaseApiInstrumentation } from './coinbase-api/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';

export { BINANCE_VERSIONS, BinanceInstrumentation } from './binance/index.js';
export { BITMART_API_VERSIONS, BitmartApiInstrumentation } from './bitmart-api/index.js';
export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { COINBASE_API_VERSIONS, CoinbaseApiInstrumentation } from './coinbase-api/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = ['ccxt', 'binance', 'coinbase-api', 'bitmart-api'] as const;
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];

export { INSTRUMENTED_MODULES } from './instrumented-modules.js';

const FACTORIES: Record<InstrumentationName, () => ExchangeInstrumentation> = {
  binance: () => new BinanceInstrumentation(),
  'bitmart-api': () => new BitmartApiInstrumentation(),
  ccxt: () => new CcxtInstrumentation(),
  'coinbase-api': () => new CoinbaseApiInstrumentation(),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(name: InstrumentationName): ExchangeInstrumentation {
  return FACTORIES[name]();
}

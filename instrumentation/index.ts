import { BinanceInstrumentation } from './binance/index.js';
import { BybitApiInstrumentation } from './bybit-api/index.js';
import { CcxtInstrumentation } from './ccxt/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
import { OkxApiInstrumentation } from './okx-api/index.js';

export { BINANCE_VERSIONS, BinanceInstrumentation } from './binance/index.js';
export { BYBIT_API_VERSIONS, BybitApiInstrumentation } from './bybit-api/index.js';
export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
export { OKX_API_VERSIONS, OkxApiInstrumentation } from './okx-api/index.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = ['ccxt', 'binance', 'bybit-api', 'okx-api'] as const;
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];

export { INSTRUMENTED_MODULES } from './instrumented-modules.js';

const FACTORIES: Record<InstrumentationName, () => ExchangeInstrumentation> = {
  binance: () => new BinanceInstrumentation(),
  'bybit-api': () => new BybitApiInstrumentation(),
  ccxt: () => new CcxtInstrumentation(),
  'okx-api': () => new OkxApiInstrumentation(),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(name: InstrumentationName): ExchangeInstrumentation {
  return FACTORIES[name]();
}

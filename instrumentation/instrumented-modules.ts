/** The modules that are hooked while they are loaded. */
export const INSTRUMENTED_MODULES: readonly string[] = [
  'ccxt',
  'binance',
  'bybit-api',
  'okx-api',
  'bitget-api',
  'gateio-api',
  'coinbase-api',
  'bitmart-api',
  'node-binance-api',
  'binance-api-node',
  '@binance/connector',
  '@binance/common',
  '@alpacahq/alpaca-trade-api',
  '@alpacahq/alpaca-trade-api/rest',
  'ws',
];

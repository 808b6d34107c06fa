/** The modules that are hooked while they are loaded. */
export const INSTRUMENTED_MODULES: readonly string[] = [
  'ccxt',
  'binance',
  'coinbase-api',
  'bitmart-api',
];

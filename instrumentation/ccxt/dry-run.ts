/**
 * The parameters by which a class of ccxt checks an order instead of placing it, by the start of
 * the exchange's id. Elsewhere the same word means nothing, and the order is real.
 */
const DRY_RUN_PARAMS: readonly [idPrefix: string, params: readonly string[]][] = [
  ['binance', ['test']],
  ['bingx', ['test']],
  ['coinbase', ['preview', 'test']],
  ['coinsph', ['test']],
  ['derive', ['test']],
  ['hashkey', ['test']],
  ['kraken', ['validate']],
  ['kucoin', ['test']],
  ['mexc', ['test']],
  ['upbit', ['test']],
];

/** Whether `params` ask this exchange for a dry run. May throw what the bot's getters throw. */
export function isDryRun(exchange: string, params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const names = DRY_RUN_PARAMS.find(([prefix]) => exchange.startsWith(prefix))?.[1] ?? [];
  return names.some((name) => (params as Record<string, unknown>)[name] === true);
}

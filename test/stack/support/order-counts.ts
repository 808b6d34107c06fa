import type { Logged, OrderEntry } from '../../../examples/paper-exchange/index.js';
import type { Labels } from './prometheus-api.js';

/** What ccxt calls the exchange of each venue, and how it writes the venue's symbols. */
const VENUES = {
  spot: { exchange: 'binance', suffix: '' },
  usdm: { exchange: 'binanceusdm', suffix: ':USDT' },
} as const;

export type Order = Logged<OrderEntry>;

/** The label set of an order, as the exchange's journal has it. */
export function orderKey({ venue, symbol = '', side = '', type = '' }: Order): string {
  const { exchange, suffix } = VENUES[venue];
  const base = symbol.replace(/USDT$/, '');
  return `${exchange} ${base}/USDT${suffix} ${side} ${type}`.toLowerCase();
}

/** The label set of an order series. */
export const orderSeriesKey = ({ exchange, symbol, side, type }: Labels): string =>
  `${exchange} ${symbol} ${side} ${type}`.toLowerCase();

/** The label set of an order's execution time, as the exchange's journal has it. */
export function timeKey({ venue, type = '', outcome }: Order): string {
  // Cut off in the middle of the answer: the bot cannot know whether its order stands.
  const seen = outcome === 'ok' ? 'success' : outcome === 'cut' ? 'unknown' : 'failure';
  return `${VENUES[venue].exchange} ${type} ${seen}`.toLowerCase();
}

export const timeSeriesKey = ({ exchange, type, outcome }: Labels): string =>
  `${exchange} ${type} ${outcome}`.toLowerCase();

export const hasFailed = ({ outcome }: Order): boolean => outcome !== 'ok';

/** Sums over the items of each key. */
export function sumBy<T>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const item of items) sums[key(item)] = (sums[key(item)] ?? 0) + value(item);
  return sums;
}

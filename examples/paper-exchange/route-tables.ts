import { marketData } from './market-data.js';
import type { Venue } from './markets.js';
import type { Operation } from './operation.js';

/** Operations by `METHOD /path`, or by the name of a method of the WebSocket API. */
export type Table = Readonly<Record<string, Operation>>;

/** Market data under the prefix of a venue's REST paths. */
export const gets = (prefix: string, venue: Venue): Table =>
  Object.fromEntries(
    Object.entries(marketData(venue)).map(([path, operation]) => [
      `GET ${prefix}/${path}`,
      operation,
    ]),
  );

/** Market data under the names that the WebSocket API has for it. */
export function methods(venue: Venue): Table {
  const data = marketData(venue);
  const renamed: Readonly<Record<string, string>> = {
    'ticker.price': 'ticker/price',
    'ticker.book': 'ticker/bookTicker',
    'ticker.24hr': 'ticker/24hr',
    'trades.recent': 'trades',
    'trades.aggregate': 'aggTrades',
  };
  const named = Object.entries(renamed).map(([name, path]) => [name, data[path]]);
  return { ...data, ...(Object.fromEntries(named) as Table) };
}

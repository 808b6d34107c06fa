import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { fillsOfFuturesOrders, fillsOfSpotOrders } from './fills.js';
import { positionsOfStream } from './positions.js';

/** What a topic is called between the market and what follows: `spot/user/order`, `futures/depthAll5:BTCUSDT`. */
const TOPIC = /^(?:spot|futures)\/(?:user\/)?([A-Za-z]+)/;

/** Topics by the names that the core has for their kind. */
const CHANNELS: Readonly<Record<string, string>> = {
  trade: 'trades',
  ticker: 'ticker',
  bookticker: 'ticker',
  bookTicker: 'ticker',
  depth: 'orderbook',
  depthAll: 'orderbook',
  depthIncrease: 'orderbook',
  kline: 'candle',
  klineBin: 'candle',
  order: 'orders',
  orders: 'orders',
  position: 'positions',
  balance: 'balance',
  asset: 'balance',
};

/**
 * Age and channel of a message. Orders tell when they changed beside when they were placed, and
 * futures have them one layer further in than the rest.
 */
export function envelopeOf(message: unknown): unknown {
  const { table, group, data } = fieldsOf(message);
  const row = fieldsOf(Array.isArray(data) ? data[0] : data);
  const { update_time, event_time, ms_t, created_at } = fieldsOf(row['order'] ?? row);
  const topic = TOPIC.exec(String(table ?? group))?.[1] ?? '';
  return { ts: update_time ?? event_time ?? ms_t ?? created_at, channel: CHANNELS[topic] };
}

/**
 * Reads a message of a private stream: fills, positions. Every other message is left alone.
 * @param account asked for only where the message tells something of it
 */
export function readPrivateStream(
  message: unknown,
  account: () => Account,
  watch: ExchangeWatch,
): void {
  const { table, group, data } = fieldsOf(message);
  const { accounts } = watch;
  switch (table ?? group) {
    case 'spot/user/order':
    case 'spot/user/orders':
      for (const fill of fillsOfSpotOrders(data)) accounts.filled(account(), fill);
      return;
    case 'futures/order':
      for (const fill of fillsOfFuturesOrders(data)) accounts.filled(account(), fill);
      return;
    case 'futures/position':
      accounts.positions.update(account(), positionsOfStream(data, Date.now()));
  }
}

import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf, rowsOf } from '../../core/fields.js';
import { orderFillsOf } from './order-fills.js';
import { expiringIn, perpetualsIn } from './positions.js';

/** Channels of Advanced Trade by the names that the core has for their kind. */
const CHANNELS: Readonly<Record<string, string>> = {
  market_trades: 'trades',
  l2_data: 'orderbook',
  ticker: 'ticker',
  ticker_batch: 'ticker',
  candles: 'candle',
  user: 'orders',
  futures_balance_summary: 'balance',
};

/** Channels of the Exchange API, whose messages are told apart by `type`. */
const TYPES: Readonly<Record<string, string>> = {
  match: 'trades',
  last_match: 'trades',
  ticker: 'ticker',
  l2update: 'orderbook',
};

/** Age and channel of a message; subscriptions are answered without data and tell neither. */
export function envelopeOf(message: unknown): unknown {
  const { timestamp, time, channel, type } = fieldsOf(message);
  return typeof channel === 'string'
    ? { timestamp, channel: CHANNELS[channel] }
    : { timestamp: time, channel: TYPES[String(type)] };
}

/**
 * Reads a message of the user channel: fills of the account's orders, and positions where Coinbase
 * has them switched on. An empty list of positions says nothing: it is what everybody else gets.
 * @param account asked for only where the message tells something of it
 */
export function readUserChannel(
  message: unknown,
  account: () => Account,
  watch: ExchangeWatch,
): void {
  const { channel, timestamp, events } = fieldsOf(message);
  if (channel !== 'user') return;
  const sentAt = Date.parse(String(timestamp));
  const time = Number.isNaN(sentAt) ? Date.now() : sentAt;
  for (const event of rowsOf(events)) {
    const fills = orderFillsOf(watch, account().key);
    for (const order of rowsOf(event['orders'])) {
      const told =
        event['type'] === 'snapshot' ? fills.ofSnapshot(order, time) : fills.ofUpdate(order, time);
      for (const fill of told) watch.accounts.filled(account(), fill);
    }
    const positions = fieldsOf(event['positions']);
    const news = [
      ...perpetualsIn(positions['perpetual_futures_positions'], time),
      ...expiringIn(positions['expiring_futures_positions'], time),
    ];
    if (news.length > 0) watch.accounts.positions.update(account(), news);
  }
}

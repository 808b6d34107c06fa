import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { plain } from '../../money.js';
import type { Tick } from '../subscriptions.js';
import { ticker, tickerV3 } from './market-views.js';

type View = (core: Core, tick: Tick) => object;

const sideOf = ({ quote, previous }: Tick): string =>
  quote.price.lt(previous.price) ? 'sell' : 'buy';

const trade: View = (core, tick) => ({
  ts: String(core.time()),
  price: plain(tick.quote.price),
  size: plain(tick.quote.tradeQty),
  side: sideOf(tick),
  tradeId: String(tick.quote.updateId),
});

const publicTrade: View = (core, tick) => ({
  i: String(tick.quote.updateId),
  L: String(tick.quote.updateId),
  p: plain(tick.quote.price),
  v: plain(tick.quote.tradeQty),
  S: sideOf(tick),
  T: String(core.time()),
});

const LEVELS: Readonly<Record<string, number>> = { books1: 1, books5: 5, books15: 15, books: 20 };

/** What a public channel says of a price change; nothing where there is no such channel. */
export function publicRow(channel: string, isUnified: boolean, core: Core, tick: Tick) {
  const { quote } = tick;
  const levels = LEVELS[channel];
  if (levels !== undefined) {
    const [asks, bids] = [bookSide(quote, 'asks', levels), bookSide(quote, 'bids', levels)];
    const at = { seq: String(quote.updateId), ts: String(core.time()) };
    return isUnified ? { a: asks, b: bids, ...at } : { asks, bids, ...at };
  }
  if (channel === 'ticker') {
    const { symbol } = quote.market;
    return isUnified
      ? tickerV3(core, quote.market)
      : { instId: symbol, symbol, ...ticker(core, quote.market) };
  }
  if (channel === (isUnified ? 'publicTrade' : 'trade')) {
    return isUnified ? publicTrade(core, tick) : trade(core, tick);
  }
  return undefined;
}

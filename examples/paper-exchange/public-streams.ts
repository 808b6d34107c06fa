import type { Connection } from './connection.js';
import type { Core } from './core.js';
import { bookChanges, bookSide } from './market-data.js';
import type { Venue } from './markets.js';
import { plain } from './money.js';
import type { Quote } from './prices.js';

interface Tick {
  readonly quote: Quote;
  readonly previous: Quote;
  readonly time: number;
  readonly venue: Venue;
  readonly core: Core;
}

const head = (event: string, { quote, time }: Tick) => ({
  e: event,
  E: time,
  s: quote.market.symbol,
});

const trade = (event: 'trade' | 'aggTrade') => (tick: Tick) => {
  const { quote, previous, time } = tick;
  return {
    ...head(event, tick),
    [event === 'trade' ? 't' : 'a']: quote.updateId,
    p: plain(quote.price),
    q: plain(quote.tradeQty),
    T: time,
    m: quote.price.lt(previous.price),
    ...(tick.venue === 'spot' ? { M: true } : {}),
  };
};

/** On spot this message has no event time, and ccxt knows it by the absence of `e`. */
function bookTicker(tick: Tick) {
  const { quote, time, venue } = tick;
  const size = plain(quote.market.levelSize);
  const futures = { e: 'bookTicker', E: time, T: time };
  return {
    ...(venue === 'usdm' ? futures : {}),
    u: quote.updateId,
    s: quote.market.symbol,
    b: plain(quote.bid),
    B: size,
    a: plain(quote.ask),
    A: size,
  };
}

function ticker(tick: Tick) {
  const { quote, core, time, venue } = tick;
  const { open, high, low, volume } = core.tape.of(quote.market.symbol);
  const size = plain(quote.market.levelSize);
  const book = { b: plain(quote.bid), B: size, a: plain(quote.ask), A: size, x: plain(open) };
  return {
    ...head('24hrTicker', tick),
    p: plain(quote.price.sub(open)),
    P: plain(quote.price.div(open).sub(1).mul(100)),
    w: plain(quote.price),
    c: plain(quote.price),
    Q: plain(quote.tradeQty),
    ...(venue === 'spot' ? book : {}),
    o: plain(open),
    h: plain(high),
    l: plain(low),
    v: plain(volume),
    q: plain(volume.mul(quote.price)),
    O: time - 86_400_000,
    C: time,
    n: quote.updateId,
  };
}

function miniTicker(tick: Tick) {
  const { e: _event, E, s, c, o, h, l, v, q } = ticker(tick);
  return { e: '24hrMiniTicker', E, s, c, o, h, l, v, q };
}

/** The change of the whole book. */
function depth(tick: Tick) {
  const { quote, previous, time, venue } = tick;
  const id = quote.updateId;
  const futures = { T: time, pu: id - 1 };
  return {
    ...head('depthUpdate', tick),
    U: id,
    u: id,
    ...(venue === 'usdm' ? futures : {}),
    b: bookChanges(previous, quote, 'bids'),
    a: bookChanges(previous, quote, 'asks'),
  };
}

function partialDepth(tick: Tick, levels: number) {
  const bids = bookSide(tick.quote, 'bids', levels);
  const asks = bookSide(tick.quote, 'asks', levels);
  return tick.venue === 'spot'
    ? { lastUpdateId: tick.quote.updateId, bids, asks }
    : { ...depth(tick), b: bids, a: asks };
}

function markPrice(tick: Tick) {
  const price = plain(tick.quote.price);
  return { ...head('markPriceUpdate', tick), p: price, i: price, P: price, r: '0', T: 0 };
}

function kline(tick: Tick) {
  const candle = tick.core.tape.of(tick.quote.market.symbol).candles.at(-1);
  const symbol = tick.quote.market.symbol;
  return {
    ...head('kline', tick),
    k: {
      t: candle?.openTime,
      T: (candle?.openTime ?? 0) + 59_999,
      s: symbol,
      i: '1m',
      o: plain(candle?.open ?? tick.quote.price),
      c: plain(tick.quote.price),
      h: plain(candle?.high ?? tick.quote.price),
      l: plain(candle?.low ?? tick.quote.price),
      v: plain(candle?.volume ?? tick.quote.tradeQty),
      x: false,
    },
  };
}

/** The message of a stream for this price change; nothing for streams that are not served. */
function messageOf(channel: string, tick: Tick): object | undefined {
  const partial = /^depth(5|10|20)(@|$)/.exec(channel);
  if (partial !== null) {
    return partialDepth(tick, Number(partial[1]));
  }
  switch (channel.split('@')[0]) {
    case 'trade':
      return trade('trade')(tick);
    case 'aggTrade':
      return trade('aggTrade')(tick);
    case 'bookTicker':
      return bookTicker(tick);
    case 'ticker':
      return ticker(tick);
    case 'miniTicker':
      return miniTicker(tick);
    case 'depth':
      return depth(tick);
    case 'markPrice':
      return markPrice(tick);
    case 'kline_1m':
      return kline(tick);
    default:
      return undefined;
  }
}

/** Sends each price change to the connections that subscribed to a stream of its symbol. */
export function publishPrices(core: Core, connections: Iterable<Connection>): void {
  const last = new Map<string, Quote>();
  core.prices.onQuote((quote) => {
    const { symbol } = quote.market;
    const previous = last.get(symbol) ?? quote;
    last.set(symbol, quote);
    for (const connection of connections) {
      const { venue } = connection.endpoint;
      const tick = { quote, previous, time: core.time(), venue, core };
      publishTick(connection, symbol.toLowerCase(), tick);
    }
  });
}

function publishTick(connection: Connection, symbol: string, tick: Tick): void {
  for (const stream of connection.streams) {
    const [name = '', ...channel] = stream.split('@');
    if (name.toLowerCase() !== symbol) {
      continue;
    }
    const message = messageOf(channel.join('@'), tick);
    if (message !== undefined) {
      connection.publish(stream, message);
    }
  }
}

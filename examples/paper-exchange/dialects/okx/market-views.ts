import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { plain } from '../../money.js';
import type { Quote } from '../../prices.js';
import type { Print } from '../../tape.js';
import { head } from './order-views.js';
import { type Instrument, toUnits } from './words.js';

export function instrumentRow(traded: Instrument) {
  const { market, venue, unit, instIdCode } = traded;
  const swap = venue === 'usdm';
  const name = `${market.base}-${market.quote}`;
  return {
    ...head(traded),
    instIdCode,
    uly: swap ? name : '',
    instFamily: swap ? name : '',
    baseCcy: swap ? '' : market.base,
    quoteCcy: swap ? '' : market.quote,
    settleCcy: swap ? market.quote : '',
    ctVal: swap ? plain(unit) : '',
    ctMult: swap ? '1' : '',
    ctValCcy: swap ? market.base : '',
    ctType: swap ? 'linear' : '',
    listTime: '1606468572000',
    expTime: '',
    lever: swap ? '100' : '',
    tickSz: plain(market.tick),
    lotSz: toUnits(traded, market.step),
    minSz: toUnits(traded, market.minQty),
    maxLmtSz: toUnits(traded, market.maxQty),
    maxMktSz: toUnits(traded, market.maxQty),
    state: 'live',
    ruleType: 'normal',
  };
}

export function tickerRow(core: Core, traded: Instrument) {
  const { symbol, levelSize } = traded.market;
  const { price, bid, ask, tradeQty } = core.prices.quote(symbol);
  const { open, high, low, volume } = core.tape.of(symbol);
  return {
    ...head(traded),
    last: plain(price),
    lastSz: toUnits(traded, tradeQty),
    askPx: plain(ask),
    askSz: toUnits(traded, levelSize),
    bidPx: plain(bid),
    bidSz: toUnits(traded, levelSize),
    open24h: plain(open),
    high24h: plain(high),
    low24h: plain(low),
    volCcy24h: plain(volume),
    vol24h: toUnits(traded, volume),
    ts: String(core.time()),
  };
}

export function bookRow(core: Core, traded: Instrument, depth: number) {
  const quote: Quote = core.prices.quote(traded.market.symbol);
  const size = toUnits(traded, traded.market.levelSize);
  const side = (name: 'bids' | 'asks') =>
    bookSide(quote, name, depth).map(([price]) => [price, size, '0', '1']);
  return {
    asks: side('asks'),
    bids: side('bids'),
    ts: String(core.time()),
    seqId: quote.updateId,
    prevSeqId: -1,
  };
}

export const tradeRow = (traded: Instrument, { id, price, qty, time, buyerMaker }: Print) => ({
  instId: traded.instId,
  tradeId: String(id),
  px: plain(price),
  sz: toUnits(traded, qty),
  side: buyerMaker ? 'sell' : 'buy',
  ts: String(time),
  count: '1',
});

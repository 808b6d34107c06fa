import { unknownSymbol } from '../../errors.js';
import { MARKETS, type Market, type Venue } from '../../markets.js';
import { dec, type Money, plain } from '../../money.js';
import type { Params } from '../../operation.js';
import type { Order } from '../../orders.js';
import { given } from '../fields.js';

/** What a contract is worth in the base coin; OKX counts swaps in contracts. */
const CONTRACT_VALUES: Readonly<Record<string, string | undefined>> = {
  BTC: '0.01',
  ETH: '0.1',
  SOL: '1',
};

export interface Instrument {
  readonly market: Market;
  readonly venue: Venue;
  readonly instId: string;
  readonly instType: 'SPOT' | 'SWAP';
  /** The number by which the order API over WebSocket names it. */
  readonly instIdCode: number;
  /** Base coins a unit: 1 on spot, the value of a contract on swaps. */
  readonly unit: Money;
}

export const INSTRUMENTS: readonly Instrument[] = [...MARKETS.values()].flatMap((market, index) => {
  const name = `${market.base}-${market.quote}`;
  const unit = dec(CONTRACT_VALUES[market.base] ?? 1);
  return [
    {
      market,
      venue: 'spot',
      instId: name,
      instType: 'SPOT',
      instIdCode: index * 2 + 1,
      unit: dec(1),
    },
    {
      market,
      venue: 'usdm',
      instId: `${name}-SWAP`,
      instType: 'SWAP',
      instIdCode: index * 2 + 2,
      unit,
    },
  ] as const;
});

export function instrument(venue: Venue, market: Market): Instrument {
  const found = INSTRUMENTS.find((one) => one.venue === venue && one.market === market);
  if (found === undefined) {
    throw unknownSymbol();
  }
  return found;
}

/** The instrument that parameters name, by its name or its number. */
export function named({ instId, instIdCode }: Params): Instrument {
  const found = INSTRUMENTS.find((one) =>
    instIdCode === undefined ? one.instId === instId : String(one.instIdCode) === instIdCode,
  );
  if (found === undefined) {
    throw unknownSymbol();
  }
  return found;
}

export const isKnown = ({ instId, instIdCode }: Params): boolean =>
  INSTRUMENTS.some((one) => one.instId === instId || String(one.instIdCode) === instIdCode);

/** The instruments that parameters leave: of a type, of a name, or all of them. */
export const chosen = ({ instType, instId }: Params): readonly Instrument[] =>
  INSTRUMENTS.filter(
    (one) =>
      (instType === undefined || instType === 'ANY' || one.instType === instType) &&
      (instId === undefined || instId.split(',').includes(one.instId)),
  );

/** What an order with unreadable parameters comes to: the core refuses it. */
const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

const toBase = ({ unit }: Instrument, sz: string): string =>
  isNumber(sz) ? dec(sz).mul(unit).toFixed() : sz;

export const toUnits = ({ unit }: Instrument, qty: Money): string => plain(qty.div(unit));

const TYPES: Readonly<Record<string, readonly [type: string, timeInForce: string] | undefined>> = {
  market: ['MARKET', 'GTC'],
  optimal_limit_ioc: ['MARKET', 'GTC'],
  limit: ['LIMIT', 'GTC'],
  post_only: ['LIMIT', 'GTX'],
  ioc: ['LIMIT', 'IOC'],
  fok: ['LIMIT', 'FOK'],
};

/** Market buys on spot are in the quote coin unless they say other. */
const countsQuote = ({ ordType, side, tgtCcy }: Params, { venue }: Instrument): boolean =>
  venue === 'spot' &&
  ordType === 'market' &&
  (tgtCcy ?? (side === 'buy' ? 'quote_ccy' : 'base_ccy')) === 'quote_ccy';

/** An order as OKX's clients write it, in the words of the core. */
export function coreParams(params: Params): Params {
  const found = named(params);
  const { side, ordType = '', sz, px, newSz, newPx, clOrdId, ordId, reduceOnly } = params;
  const size = sz ?? newSz;
  const quote = countsQuote(params, found);
  const [type, timeInForce] = TYPES[ordType] ?? [ordType.toUpperCase(), undefined];
  return given({
    symbol: found.market.symbol,
    side: side?.toUpperCase(),
    type,
    timeInForce,
    [quote ? 'quoteOrderQty' : 'quantity']: size && (quote ? size : toBase(found, size)),
    price: px ?? newPx,
    reduceOnly,
    newClientOrderId: clOrdId,
    orderId: ordId,
    origClientOrderId: clOrdId,
  });
}

export function ordTypeOf({ type, timeInForce }: Order): string {
  if (type === 'MARKET') {
    return 'market';
  }
  const names = {
    GTC: 'limit',
    IOC: 'ioc',
    FOK: 'fok',
    GTX: 'post_only',
    PO: 'post_only',
  } as const;
  return names[timeInForce];
}

export function stateOf({ status }: Order): string {
  const names = {
    PENDING_NEW: 'live',
    NEW: 'live',
    PARTIALLY_FILLED: 'partially_filled',
    FILLED: 'filled',
    CANCELED: 'canceled',
    EXPIRED: 'canceled',
  } as const;
  return names[status];
}

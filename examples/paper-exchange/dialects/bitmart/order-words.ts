import { MARKETS } from '../../markets.js';
import { type Params, toParams } from '../../operation.js';
import type { Fields } from '../fields.js';
import { coins, symbolOf } from './names.js';

const SPOT_TYPES: Readonly<Record<string, object>> = {
  market: { type: 'MARKET' },
  limit: { type: 'LIMIT', timeInForce: 'GTC' },
  limit_maker: { type: 'LIMIT', timeInForce: 'GTX' },
  ioc: { type: 'LIMIT', timeInForce: 'IOC' },
};

/** A new spot order in the core's words; routes differ in how they write the client's own id. */
export function spotParams(words: Fields): Params {
  const { symbol, side, type, size, price, notional, client_order_id, clientOrderId } = words;
  const kind = SPOT_TYPES[String(type)] ?? { type };
  return toParams({
    symbol: symbolOf(symbol),
    side: typeof side === 'string' ? side.toUpperCase() : side,
    quantity: size,
    quoteOrderQty: notional,
    newClientOrderId: client_order_id ?? clientOrderId,
    ...kind,
    ...(type === 'market' ? {} : { price }),
  });
}

const MODES: Readonly<Record<number, string>> = { 1: 'GTC', 2: 'FOK', 3: 'IOC', 4: 'GTX' };

const SIDES: Readonly<Record<number, object>> = {
  1: { side: 'BUY' },
  2: { side: 'BUY', reduceOnly: true },
  3: { side: 'SELL', reduceOnly: true },
  4: { side: 'SELL' },
};

/** A new futures order in the core's words. */
export function futuresParams(words: Fields): Params {
  const { side, mode = 1, type = 'limit', size, price, client_order_id } = words;
  const symbol = symbolOf(words['symbol']);
  const limit = { price, timeInForce: MODES[Number(mode)] ?? mode };
  return toParams({
    symbol,
    quantity: coins(MARKETS.get(symbol ?? ''), size) ?? size,
    newClientOrderId: client_order_id,
    type: String(type).toUpperCase(),
    ...(SIDES[Number(side)] ?? { side }),
    ...(type === 'market' ? {} : limit),
  });
}

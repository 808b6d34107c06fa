import type { FillEvent } from '../core/account/fill-book.js';
import { moneyField } from '../core/account/money-field.js';
import { idOf } from '../core/orders/order-ids.js';
import { sideLabel } from '../core/orders/order-labels.js';
import type { CcxtExchange, CcxtTrade } from './internal-types.js';
import { tradedName } from './internal-types.js';
import { settlesInDollars, symbolLabel } from './symbols.js';

/** Where exchanges put the realized P&L of a fill in their own payload. Spot fills have none. */
const REALIZED_PNL_KEYS = ['rp', 'realizedPnl', 'execPnl', 'fillPnl', 'profit'] as const;

/** A unified trade of ccxt in the neutral shape. */
export function toFill(exchange: CcxtExchange, trade: CcxtTrade): FillEvent {
  const { id, side, timestamp, info } = trade;
  const symbol = symbolLabel(exchange, tradedName(trade));
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : substituteId(trade),
    symbol,
    side: sideLabel(side),
    isDerivative: symbol.includes(':'),
    time: typeof timestamp === 'number' ? timestamp : Date.now(),
    order: () => ({ id: idOf(trade.order), clientId: idOf(trade.clientOrderId) }),
    realizedPnl: settlesInDollars(symbol) ? realizedPnlOf(info) : undefined,
  };
}

/** Some exchanges give fills no id; the same order, moment, price and amount is the same fill. */
function substituteId({ order, timestamp, price, amount }: CcxtTrade): string | undefined {
  const parts = [order, timestamp, price, amount];
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

function realizedPnlOf(info: unknown): string | number | undefined {
  if (typeof info !== 'object' || info === null) return undefined;
  for (const key of REALIZED_PNL_KEYS) {
    const value = moneyField((info as Record<string, unknown>)[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

import type { Money } from '../../money.js';
import type { AlpacaOrder } from './order.js';

/** The best price a trailing stop has seen: the highest where it sells, the lowest where it buys. */
export function trailed({ hwm, terms }: AlpacaOrder, price: Money): Money | undefined {
  if (hwm === undefined) {
    return undefined;
  }
  const isBetter = terms.side === 'SELL' ? price.gt(hwm) : price.lt(hwm);
  return isBetter ? price : hwm;
}

/** Whether the price has reached the stop of a waiting order. */
export function isTriggered(order: AlpacaOrder, price: Money): boolean {
  const stop = stopOf(order);
  if (stop === undefined) {
    return false;
  }
  return order.terms.side === 'SELL' ? price.lte(stop) : price.gte(stop);
}

function stopOf({ terms, hwm }: AlpacaOrder): Money | undefined {
  const { trail, stopPrice, side } = terms;
  if (trail === undefined || hwm === undefined) {
    return stopPrice;
  }
  const distance = trail.price ?? hwm.mul(trail.percent ?? 0).div(100);
  return side === 'SELL' ? hwm.sub(distance) : hwm.add(distance);
}

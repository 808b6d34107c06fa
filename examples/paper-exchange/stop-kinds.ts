import { decimalParam } from './decimal-param.js';
import type { Venue } from './markets.js';
import type { Money } from './money.js';
import type { Params } from './operation.js';
import type { OrderType, Side } from './orders.js';

/** The price that a stop order waits for, and the side it is to come from. */
export interface Trigger {
  readonly price: Money;
  readonly when: 'rises' | 'falls';
}

interface StopKind {
  /** What the order is once it has been triggered. */
  readonly type: OrderType;
  /** A stop waits for the price to go against the position it ends, a profit for the reverse. */
  readonly waits: 'stop' | 'profit';
}

const SPOT: Readonly<Record<string, StopKind>> = {
  STOP_LOSS: { type: 'MARKET', waits: 'stop' },
  STOP_LOSS_LIMIT: { type: 'LIMIT', waits: 'stop' },
  TAKE_PROFIT: { type: 'MARKET', waits: 'profit' },
  TAKE_PROFIT_LIMIT: { type: 'LIMIT', waits: 'profit' },
};

const USDM: Readonly<Record<string, StopKind>> = {
  STOP: { type: 'LIMIT', waits: 'stop' },
  STOP_MARKET: { type: 'MARKET', waits: 'stop' },
  TAKE_PROFIT: { type: 'LIMIT', waits: 'profit' },
  TAKE_PROFIT_MARKET: { type: 'MARKET', waits: 'profit' },
};

/** The stop kinds of a venue under the names it gives them. */
export const STOP_KINDS: Readonly<Record<Venue, Readonly<Record<string, StopKind>>>> = {
  spot: SPOT,
  usdm: USDM,
};

export function triggerOf(params: Params, side: Side, { waits }: StopKind): Trigger {
  const rises = (side === 'BUY') === (waits === 'stop');
  return { price: decimalParam(params, 'stopPrice'), when: rises ? 'rises' : 'falls' };
}

export const isTriggered = ({ price, when }: Trigger, last: Money): boolean =>
  when === 'rises' ? last.gte(price) : last.lte(price);

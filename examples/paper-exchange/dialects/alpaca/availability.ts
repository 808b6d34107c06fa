import type { Account } from '../../accounts.js';
import { type Money, ZERO } from '../../money.js';
import { isOpen, remaining } from '../../orders.js';
import type { Venue } from '../../venue.js';
import type { Asset } from './assets.js';
import type { Terms } from './order.js';
import { alpacaRefusal } from './refusals.js';

/** How much of a position no open order is about to close. */
export function available(venue: Venue, account: Account, { market }: Asset): Money {
  const { qty } = account.usdm.position(market.symbol);
  const closing = qty.isNeg() ? 'BUY' : 'SELL';
  return venue
    .orders(account, market.symbol)
    .filter((one) => one.side === closing && isOpen(one))
    .reduce((left, one) => left.sub(remaining(one)), qty.abs());
}

/** Nothing turns a position over in one order, and crypto cannot be sold short. */
export function checkAvailable(venue: Venue, account: Account, { asset, side, qty }: Terms): void {
  const held = account.usdm.position(asset.market.symbol).qty;
  const closes = side === 'SELL' ? held.gt(0) : held.lt(0);
  const left = closes ? available(venue, account, asset) : ZERO;
  if (closes && qty.gt(left)) {
    const text = `(requested: ${qty.toFixed()}, available: ${left.toFixed()})`;
    throw alpacaRefusal(40310000, `insufficient qty available for order ${text}`, {
      available: left.toFixed(),
      existing_qty: held.toFixed(),
      held_for_orders: held.abs().sub(left).toFixed(),
      symbol: asset.symbol,
    });
  }
  if (!closes && side === 'SELL' && asset.assetClass === 'crypto') {
    const text = `(requested: ${qty.toFixed()}, available: 0)`;
    throw alpacaRefusal(40310000, `insufficient balance for ${asset.market.base} ${text}`, {
      available: '0',
      balance: '0',
      symbol: asset.market.base,
    });
  }
}

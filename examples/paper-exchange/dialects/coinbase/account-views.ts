import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { MARKETS, type Market } from '../../markets.js';
import { plain } from '../../money.js';
import { iso, productId, uuid } from './names.js';

export const PORTFOLIO = uuid('usdm', 1);

const money = (value: string, currency: string) => ({ value, currency });

/** The wallets of spot, one a currency. */
export function accounts(core: Core, account: Account) {
  const now = iso(core.time());
  return [...account.spot.balances()].map(([currency, { free, locked }], index) => ({
    uuid: uuid('spot', index + 1),
    name: `${currency} Wallet`,
    currency,
    available_balance: money(plain(free), currency),
    hold: money(plain(locked), currency),
    default: true,
    active: true,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    type: 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    retail_portfolio_id: PORTFOLIO,
    platform: 'ACCOUNT_PLATFORM_CONSUMER',
  }));
}

/** The figures of one perpetual position, as text. */
function figures(core: Core, account: Account, market: Market) {
  const { qty, entryPrice, realized } = account.usdm.position(market.symbol);
  const mark = core.prices.quote(market.symbol).price;
  const unrealized = account.usdm.unrealized(market.symbol);
  return {
    product_id: productId('usdm', market),
    portfolio_uuid: PORTFOLIO,
    net_size: plain(qty),
    buy_order_size: '0',
    sell_order_size: '0',
    leverage: String(account.usdm.leverage(market.symbol)),
    sums: {
      vwap: plain(entryPrice),
      entry_vwap: plain(entryPrice),
      mark_price: plain(mark),
      liquidation_price: '0',
      im_notional: plain(account.usdm.positionMargin(market.symbol)),
      mm_notional: '0',
      position_notional: plain(qty.mul(mark)),
      unrealized_pnl: plain(unrealized),
      aggregated_pnl: plain(unrealized.add(realized)),
    },
  };
}

const held = (account: Account): Market[] =>
  [...MARKETS.values()].filter(({ symbol }) => !account.usdm.position(symbol).qty.isZero());

/** Positions as REST has them: sums come with their currency. */
export function positions(core: Core, account: Account) {
  return held(account).map((market) => {
    const { sums, ...basic } = figures(core, account, market);
    const long = account.usdm.position(market.symbol).qty.gt(0);
    return {
      ...basic,
      symbol: basic.product_id,
      product_uuid: uuid('usdm', 2),
      position_side: long ? 'POSITION_SIDE_LONG' : 'POSITION_SIDE_SHORT',
      margin_type: 'MARGIN_TYPE_CROSS',
      im_contribution: '0',
      ...Object.fromEntries(Object.entries(sums).map(([k, v]) => [k, money(v, 'USDC')])),
    };
  });
}

/** Positions as the user channel has them: plain sums, and a flat one for a market just left. */
export function userPositions(core: Core, account: Account, left?: Market) {
  const markets = new Set(held(account));
  if (left !== undefined) markets.add(left);
  const perpetual_futures_positions = [...markets].map((market) => {
    const { sums, ...basic } = figures(core, account, market);
    const position_side = account.usdm.position(market.symbol).qty.isNeg() ? 'Short' : 'Long';
    return { ...basic, ...sums, position_side, margin_type: 'Cross' };
  });
  return { perpetual_futures_positions, expiring_futures_positions: [] };
}

/** The summary of a portfolio of perpetuals. */
export function portfolio(account: Account) {
  const unrealized_pnl = money(plain(account.usdm.totalUnrealized()), 'USDC');
  const collateral = plain(account.usdm.wallet);
  return {
    portfolios: [{ portfolio_uuid: PORTFOLIO, collateral, unrealized_pnl }],
    summary: { unrealized_pnl, buying_power: money(plain(account.usdm.available()), 'USDC') },
  };
}

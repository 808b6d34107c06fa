import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { type Money, plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Trade } from '../../orders.js';
import { ASSETS, type Asset, assetId, positionSymbol } from './assets.js';
import { type AlpacaOrder, statusOf } from './order.js';

export const iso = (time: number): string => new Date(time).toISOString();

const shown = (value: Money | undefined): string | null =>
  value === undefined ? null : plain(value);

/** An order as REST answers and the stream show it. */
export function orderView(order: AlpacaOrder): Record<string, unknown> {
  const { terms, core, createdAt, updatedAt } = order;
  const { asset, type } = terms;
  const status = statusOf(order);
  const when = (one: string) => (status === one ? iso(core?.updateTime ?? updatedAt) : null);
  const filled = core?.filled ?? ZERO;
  return {
    id: order.id,
    client_order_id: terms.clientOrderId,
    created_at: iso(createdAt),
    updated_at: iso(core?.updateTime ?? updatedAt),
    submitted_at: iso(createdAt),
    filled_at: when('filled'),
    expired_at: when('expired'),
    canceled_at: when('canceled'),
    failed_at: when('rejected'),
    replaced_at: when('replaced'),
    replaced_by: order.replacedBy?.id ?? null,
    replaces: order.replaces?.id ?? null,
    asset_id: assetId(asset),
    symbol: asset.symbol,
    asset_class: asset.assetClass,
    notional: shown(terms.notional),
    qty: terms.notional === undefined ? plain(terms.qty) : null,
    filled_qty: plain(filled),
    filled_avg_price: core === undefined || filled.isZero() ? null : plain(averagePrice(core)),
    order_class: terms.orderClass,
    order_type: type,
    type,
    side: terms.side.toLowerCase(),
    time_in_force: terms.timeInForce,
    limit_price: shown(type === 'limit' || type === 'stop_limit' ? terms.limitPrice : undefined),
    stop_price: shown(terms.stopPrice),
    trail_price: shown(terms.trail?.price),
    trail_percent: shown(terms.trail?.percent),
    hwm: shown(order.hwm),
    status,
    extended_hours: terms.extendedHours,
    legs: order.legs.length === 0 ? null : order.legs.map(orderView),
  };
}

/** The answer to a new order tells of none of its fills: they come over the stream. */
export const acceptedView = (order: AlpacaOrder) => ({
  ...orderView(order),
  status: 'pending_new',
  filled_qty: '0',
  filled_avg_price: null,
  filled_at: null,
});

export function positionView(core: Core, account: Account, asset: Asset, available: Money) {
  const { qty, entryPrice } = account.usdm.position(asset.market.symbol);
  const { price } = core.prices.quote(asset.market.symbol);
  const profit = account.usdm.unrealized(asset.market.symbol);
  const cost = qty.mul(entryPrice);
  const share = plain(cost.isZero() ? ZERO : profit.div(cost.abs()));
  return {
    asset_id: assetId(asset),
    symbol: positionSymbol(asset),
    exchange: asset.assetClass === 'crypto' ? 'CRYPTO' : 'NASDAQ',
    asset_class: asset.assetClass,
    asset_marginable: asset.assetClass === 'us_equity',
    qty: plain(qty),
    avg_entry_price: plain(entryPrice),
    side: qty.isNeg() ? 'short' : 'long',
    market_value: plain(qty.mul(price)),
    cost_basis: plain(cost),
    unrealized_pl: plain(profit),
    unrealized_plpc: share,
    unrealized_intraday_pl: plain(profit),
    unrealized_intraday_plpc: share,
    current_price: plain(price),
    lastday_price: plain(core.tape.of(asset.market.symbol).open),
    change_today: '0',
    qty_available: plain(available),
  };
}

export function accountView(account: Account) {
  const { usdm } = account;
  const equity = plain(usdm.wallet.add(usdm.totalUnrealized()));
  return {
    id: account.id,
    account_number: 'PAPER',
    status: 'ACTIVE',
    crypto_status: 'ACTIVE',
    currency: 'USD',
    cash: plain(usdm.wallet),
    portfolio_value: equity,
    equity,
    last_equity: equity,
    buying_power: plain(usdm.available().mul(4)),
    multiplier: '4',
    pattern_day_trader: false,
    trading_blocked: false,
    transfers_blocked: false,
    account_blocked: false,
    trade_suspended_by_user: false,
    shorting_enabled: true,
    created_at: iso(0),
  };
}

/** One fill in the history of the account. */
export function activityView(order: AlpacaOrder, trade: Trade) {
  const trades = order.core?.trades ?? [];
  const done = trades.slice(0, trades.indexOf(trade) + 1).reduce((sum, t) => sum.add(t.qty), ZERO);
  const left = order.terms.qty.sub(done);
  return {
    id: `${iso(trade.time).replace(/\D/g, '')}::${executionId(trade)}`,
    activity_type: 'FILL',
    transaction_time: iso(trade.time),
    type: left.isZero() ? 'fill' : 'partial_fill',
    price: plain(trade.price),
    qty: plain(trade.qty),
    side: trade.side.toLowerCase(),
    symbol: order.terms.asset.symbol,
    leaves_qty: plain(left),
    cum_qty: plain(done),
    order_id: order.id,
    order_status: left.isZero() ? 'filled' : 'partially_filled',
  };
}

export const executionId = ({ id }: Trade): string =>
  `e8ec0000-0000-4000-8000-${String(id).padStart(12, '0')}`;

export const openAssets = ({ usdm }: Account): Asset[] =>
  ASSETS.filter(({ market }) => !usdm.position(market.symbol).qty.isZero());

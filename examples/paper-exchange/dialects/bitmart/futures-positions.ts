import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { MARKETS, type Market } from '../../markets.js';
import { type Money, plain } from '../../money.js';
import { contracts } from './names.js';

interface Held {
  readonly market: Market;
  readonly qty: Money;
  readonly entry: string;
  readonly mark: Money;
  readonly unrealized: string;
  readonly realized: string;
  readonly leverage: string;
}

function held(core: Core, account: Account, symbol: string | undefined): Held[] {
  const { usdm } = account;
  return [...MARKETS.values()]
    .filter((market) => symbol === undefined || market.symbol === symbol)
    .filter((market) => !usdm.position(market.symbol).qty.isZero())
    .map((market) => {
      const { qty, entryPrice, realized } = usdm.position(market.symbol);
      return {
        market,
        qty,
        entry: plain(entryPrice),
        mark: core.prices.quote(market.symbol).price,
        unrealized: plain(usdm.unrealized(market.symbol)),
        realized: plain(realized),
        leverage: String(usdm.leverage(market.symbol)),
      };
    });
}

/** What both versions of the position query have. */
const common = (core: Core, { market, qty, entry, mark, realized, leverage }: Held) => ({
  symbol: market.symbol,
  leverage,
  timestamp: core.time(),
  current_fee: '0',
  open_timestamp: core.time(),
  current_value: plain(qty.abs().mul(mark)),
  mark_price: plain(mark),
  position_value: plain(qty.abs().mul(entry)),
  position_cross: plain(qty.abs().mul(mark).div(leverage)),
  maintenance_margin: '0',
  close_vol: '0',
  close_avg_price: '0',
  open_avg_price: entry,
  entry_price: entry,
  current_amount: contracts(market, qty.abs()),
  realized_value: realized,
  account: 'futures',
});

export const positionsOf = (core: Core, account: Account, symbol: string | undefined) =>
  held(core, account, symbol).map((one) => ({
    ...common(core, one),
    unrealized_value: one.unrealized,
    position_type: one.qty.isNeg() ? 2 : 1,
    position_mode: 'one_way_mode',
  }));

/** Version 2 has its amount with a sign. */
export const positionsV2 = (core: Core, account: Account, symbol: string | undefined) =>
  held(core, account, symbol).map((one) => ({
    ...common(core, one),
    position_amount: contracts(one.market, one.qty),
    mark_value: plain(one.qty.abs().mul(one.mark)),
    open_type: 'cross',
    position_side: 'both',
    unrealized_pnl: one.unrealized,
    liquidation_price: '0',
    max_notional_value: '1000000',
    initial_margin: plain(account.usdm.positionMargin(one.market.symbol)),
  }));

export const risks = (core: Core, account: Account, symbol: string | undefined) =>
  held(core, account, symbol).map(({ market, qty, mark, unrealized, leverage }) => ({
    symbol: market.symbol,
    position_amt: contracts(market, qty),
    mark_price: plain(mark),
    unrealized_profit: unrealized,
    liquidation_price: '0',
    leverage,
    max_notional_value: '1000000',
    margin_type: 'Cross',
    isolated_margin: '0',
    position_side: qty.isNeg() ? 'Short' : 'Long',
    notional: plain(qty.mul(mark)),
    update_time: core.time(),
    account: 'futures',
  }));

/** A position on the private stream; one that is closed has no volume left. */
export function streamPosition(core: Core, account: Account, market: Market) {
  const { qty, entryPrice } = account.usdm.position(market.symbol);
  return {
    symbol: market.symbol,
    hold_volume: contracts(market, qty.abs()),
    position_type: qty.isNeg() ? 2 : 1,
    open_type: 2,
    frozen_volume: '0',
    close_volume: '0',
    hold_avg_price: plain(entryPrice),
    close_avg_price: '0',
    open_avg_price: plain(entryPrice),
    liquidate_price: '0',
    create_time: core.time(),
    update_time: core.time(),
    position_mode: 'one_way_mode',
  };
}

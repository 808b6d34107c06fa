import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { type Market, marketOf } from '../../markets.js';
import { type Money, plain, ZERO } from '../../money.js';
import { signed, type Trade } from '../../orders.js';
import { contractsOf, pairOf } from './symbols.js';

/** What a position realized, fees included: since it was opened, and with those before it. */
interface Realized {
  readonly current: Money;
  readonly history: Money;
  readonly lastClose: Money;
}

/** Goes over the fills of a contract once more: the books do not know where a position began. */
function realizedBy(trades: readonly Trade[]): Realized {
  let [qty, current, history, lastClose] = [ZERO, ZERO, ZERO, ZERO];
  for (const trade of trades) {
    const next = qty.add(signed(trade.side, trade.qty));
    current = current.add(trade.realized ?? ZERO).sub(trade.commission);
    const over = next.isZero() || (!qty.isZero() && qty.isNeg() !== next.isNeg());
    if (over) {
      [lastClose, history, current] = [current, history.add(current), ZERO];
    }
    qty = next;
  }
  return { current, history, lastClose };
}

export function position(core: Core, account: Account, market: Market) {
  const { usdm } = account;
  const { symbol } = market;
  const { qty, entryPrice } = usdm.position(symbol);
  const trades = core.venues.usdm.trades(account, symbol);
  const { current, history, lastClose } = realizedBy(trades);
  const mark = core.prices.quote(symbol).price;
  return {
    user: 1,
    contract: pairOf(market),
    size: contractsOf(market, qty),
    leverage: '0',
    cross_leverage_limit: String(usdm.leverage(symbol)),
    leverage_max: '125',
    risk_limit: '1000000',
    maintenance_rate: '0.005',
    value: plain(qty.abs().mul(mark)),
    margin: plain(usdm.positionMargin(symbol)),
    entry_price: plain(entryPrice),
    liq_price: '0',
    mark_price: plain(mark),
    unrealised_pnl: plain(usdm.unrealized(symbol)),
    realised_pnl: plain(current),
    history_pnl: plain(history),
    last_close_pnl: plain(lastClose),
    realised_point: '0',
    history_point: '0',
    adl_ranking: 5,
    pending_orders: 0,
    mode: 'single',
    update_time: Math.floor(core.time() / 1000),
    update_id: trades.length,
  };
}

/** Every contract that the account has ever held; one that was closed has a size of zero. */
export const positions = (core: Core, account: Account, holding: boolean) =>
  [...account.usdm.positions()]
    .filter(([, { qty }]) => !holding || !qty.isZero())
    .map(([symbol]) => position(core, account, marketOf(symbol)));

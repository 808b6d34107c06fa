import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { MARKETS } from '../../markets.js';
import { plain, ZERO } from '../../money.js';
import { head } from './order-views.js';
import { instrument, toUnits } from './words.js';

export function positionRow(core: Core, { usdm }: Account, symbol: string) {
  const quote = core.prices.quote(symbol);
  const traded = instrument('usdm', quote.market);
  const { qty, entryPrice, realized } = usdm.position(symbol);
  const margin = plain(usdm.positionMargin(symbol));
  const time = String(core.time());
  const flat = qty.isZero();
  return {
    ...head(traded),
    mgnMode: 'cross',
    posId: String(traded.instIdCode),
    posSide: 'net',
    pos: toUnits(traded, qty),
    availPos: toUnits(traded, qty),
    posCcy: '',
    ccy: usdm.asset,
    avgPx: flat ? '' : plain(entryPrice),
    markPx: plain(quote.price),
    last: plain(quote.price),
    upl: plain(usdm.unrealized(symbol)),
    pnl: plain(realized),
    lever: String(usdm.leverage(symbol)),
    liqPx: '',
    imr: margin,
    mmr: margin,
    margin: '',
    notionalUsd: plain(qty.abs().mul(quote.price)),
    uTime: time,
    cTime: time,
    pTime: time,
  };
}

export const positionRows = (core: Core, account: Account, wanted: (symbol: string) => boolean) =>
  [...MARKETS.keys()]
    .filter((symbol) => wanted(symbol) && !account.usdm.position(symbol).qty.isZero())
    .map((symbol) => positionRow(core, account, symbol));

/** The core has a wallet for each venue; a trading account shows them as one. */
function coinRow(core: Core, { spot, usdm }: Account, ccy: string) {
  const { free, locked } = spot.balance(ccy);
  const margin = ccy === usdm.asset;
  const cash = free.add(locked).add(margin ? usdm.wallet : ZERO);
  const upl = margin ? usdm.totalUnrealized() : ZERO;
  const available = free.add(margin ? usdm.available() : ZERO);
  const price = MARKETS.has(`${ccy}USDT`) ? core.prices.quote(`${ccy}USDT`).price : ZERO.add(1);
  return {
    ccy,
    cashBal: plain(cash),
    eq: plain(cash.add(upl)),
    eqUsd: plain(cash.add(upl).mul(price)),
    availBal: plain(available),
    availEq: plain(available),
    frozenBal: plain(cash.add(upl).sub(available)),
    ordFrozen: plain(locked),
    upl: plain(upl),
    uTime: String(core.time()),
  };
}

export function balanceRow(core: Core, account: Account, coins?: readonly string[]) {
  const details = [...account.spot.balances().keys()]
    .filter((ccy) => coins === undefined || coins.includes(ccy))
    .map((ccy) => coinRow(core, account, ccy));
  return {
    totalEq: plain(details.reduce((total, { eqUsd }) => total.add(eqUsd), ZERO)),
    upl: plain(account.usdm.totalUnrealized()),
    imr: plain(account.usdm.totalPositionMargin()),
    uTime: String(core.time()),
    details,
  };
}

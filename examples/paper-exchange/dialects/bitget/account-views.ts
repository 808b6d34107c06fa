import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { type Money, plain } from '../../money.js';

interface Held {
  readonly symbol: string;
  readonly qty: Money;
}

/** The symbols with a position, and one that is asked for whatever it has. */
export const heldBy = ({ usdm }: Account, symbol?: string): Held[] =>
  [...usdm.positions()]
    .filter(([name, { qty }]) => !qty.isZero() && (symbol === undefined || name === symbol))
    .map(([name, { qty }]) => ({ symbol: name, qty }));

export const holdSide = (qty: Money): string => (qty.isNeg() ? 'short' : 'long');

/** What all four places that tell a position have in common. */
function positionBase(core: Core, { usdm }: Account, symbol: string) {
  const { qty, entryPrice, realized } = usdm.position(symbol);
  return {
    marginCoin: 'USDT',
    marginMode: 'crossed',
    available: plain(qty.abs()),
    total: plain(qty.abs()),
    leverage: String(usdm.leverage(symbol)),
    marginSize: plain(usdm.positionMargin(symbol)),
    entry: plain(entryPrice),
    realized: plain(realized),
    unrealized: plain(usdm.unrealized(symbol)),
    mark: plain(core.prices.quote(symbol).price),
    side: holdSide(qty),
    time: String(core.time()),
  };
}

/** A row of the classic account; its stream calls the symbol `instId`. */
export function mixPosition(core: Core, account: Account, symbol: string, key = 'symbol') {
  const { entry, realized, unrealized, mark, side, time, ...base } = positionBase(
    core,
    account,
    symbol,
  );
  return {
    posId: `${account.id}-${symbol}`,
    [key]: symbol,
    ...base,
    holdSide: side,
    posMode: 'one_way_mode',
    locked: '0',
    frozen: '0',
    openPriceAvg: entry,
    achievedProfits: realized,
    unrealizedPL: unrealized,
    liquidationPrice: '0',
    keepMarginRate: '0.004',
    marginRatio: '0.01',
    markPrice: mark,
    breakEvenPrice: entry,
    cTime: time,
    uTime: time,
  };
}

export function unifiedPosition(core: Core, account: Account, symbol: string) {
  const { entry, realized, unrealized, mark, side, time, ...base } = positionBase(
    core,
    account,
    symbol,
  );
  return {
    category: 'USDT-FUTURES',
    symbol,
    ...base,
    size: base.total,
    frozen: '0',
    posSide: side,
    holdMode: 'one_way_mode',
    avgPrice: entry,
    curRealisedPnl: realized,
    unrealisedPnl: unrealized,
    markPrice: mark,
    breakEvenPrice: entry,
    liquidationPrice: '0',
    positionStatus: 'opening',
    createdTime: time,
    updatedTime: time,
  };
}

/** A position that a fill has ended, as the unified stream tells it. */
export function endedPosition(core: Core, account: Account, symbol: string, side: string) {
  const row = unifiedPosition(core, account, symbol);
  return {
    ...row,
    ...{ total: '0', available: '0', size: '0' },
    posSide: side,
    positionStatus: 'ended',
  };
}

export const spotAssets = (core: Core, { spot }: Account) =>
  [...spot.balances()].map(([coin, { free, locked }]) => ({
    coin,
    available: plain(free),
    frozen: plain(locked),
    locked: '0',
    limitAvailable: '0',
    uTime: String(core.time()),
  }));

export function mixAccount({ usdm }: Account) {
  const equity = plain(usdm.wallet.add(usdm.totalUnrealized()));
  const available = plain(usdm.available());
  return {
    marginCoin: usdm.asset,
    locked: plain(usdm.orderMargin()),
    frozen: plain(usdm.orderMargin()),
    available,
    crossedMaxAvailable: available,
    isolatedMaxAvailable: available,
    maxTransferOut: available,
    maxOpenPosAvailable: available,
    accountEquity: equity,
    equity,
    usdtEquity: equity,
    unrealizedPL: plain(usdm.totalUnrealized()),
    marginMode: 'crossed',
    posMode: 'one_way_mode',
    assetMode: 'single',
  };
}

export function unifiedAssets(account: Account) {
  const { usdm, spot } = account;
  const equity = plain(usdm.wallet.add(usdm.totalUnrealized()));
  const assets = [...spot.balances()].map(([coin, { free, locked }]) => {
    const balance = plain(free.add(locked));
    return {
      coin,
      equity: balance,
      balance,
      available: plain(free),
      locked: plain(locked),
      debt: '0',
    };
  });
  const unrealised = plain(usdm.totalUnrealized());
  return { accountEquity: equity, usdtEquity: equity, unrealisedPnl: unrealised, assets };
}

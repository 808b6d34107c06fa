import { MARKETS } from './markets.js';
import { plain } from './money.js';
import { accountOf, type Call } from './operation.js';
import { isOpen } from './orders.js';

const MAINTENANCE_RATE = '0.025';

/** The USDT row of `/account`, from which ccxt reads the balance. */
function assetRow(call: Call) {
  const { usdm } = accountOf(call);
  const equity = usdm.wallet.add(usdm.totalUnrealized());
  const positionMargin = usdm.totalPositionMargin();
  const orderMargin = usdm.orderMargin();
  return {
    asset: usdm.asset,
    walletBalance: plain(usdm.wallet),
    unrealizedProfit: plain(usdm.totalUnrealized()),
    marginBalance: plain(equity),
    maintMargin: plain(positionMargin.mul(MAINTENANCE_RATE)),
    initialMargin: plain(positionMargin.add(orderMargin)),
    positionInitialMargin: plain(positionMargin),
    openOrderInitialMargin: plain(orderMargin),
    crossWalletBalance: plain(usdm.wallet),
    crossUnPnl: plain(usdm.totalUnrealized()),
    availableBalance: plain(usdm.available()),
    maxWithdrawAmount: plain(usdm.available()),
    updateTime: call.core.time(),
  };
}

/** Version 3 lists a symbol only while it has a position or an open order. */
function activeSymbols(call: Call): string[] {
  const account = accountOf(call);
  const wanted = call.params['symbol'];
  return [...MARKETS.keys()].filter((symbol) => {
    const held = !account.usdm.position(symbol).qty.isZero();
    const active = held || call.venue.orders(account, symbol).some(isOpen);
    return active && (wanted === undefined || wanted === symbol);
  });
}

function positionRow(call: Call, symbol: string) {
  const { usdm } = accountOf(call);
  const { qty, entryPrice } = usdm.position(symbol);
  const mark = call.core.prices.quote(symbol).price;
  const margin = usdm.positionMargin(symbol);
  const profit = plain(usdm.unrealized(symbol));
  return {
    symbol,
    positionSide: 'BOTH',
    positionAmt: plain(qty),
    entryPrice: plain(entryPrice),
    breakEvenPrice: plain(entryPrice),
    markPrice: plain(mark),
    unRealizedProfit: profit,
    unrealizedProfit: profit,
    liquidationPrice: '0',
    isolatedMargin: '0',
    isolatedWallet: '0',
    isolated: false,
    notional: plain(qty.mul(mark)),
    marginAsset: usdm.asset,
    leverage: String(usdm.leverage(symbol)),
    initialMargin: plain(margin),
    positionInitialMargin: plain(margin),
    maintMargin: plain(margin.mul(MAINTENANCE_RATE)),
    openOrderInitialMargin: '0',
    adl: 0,
    bidNotional: '0',
    askNotional: '0',
    updateTime: call.core.time(),
  };
}

export const positionRisk = (call: Call) =>
  activeSymbols(call).map((symbol) => positionRow(call, symbol));

export function futuresAccount(call: Call) {
  const row = assetRow(call);
  return {
    feeTier: 0,
    canTrade: true,
    totalInitialMargin: row.initialMargin,
    totalMaintMargin: row.maintMargin,
    totalWalletBalance: row.walletBalance,
    totalUnrealizedProfit: row.unrealizedProfit,
    totalMarginBalance: row.marginBalance,
    totalPositionInitialMargin: row.positionInitialMargin,
    totalOpenOrderInitialMargin: row.openOrderInitialMargin,
    totalCrossWalletBalance: row.crossWalletBalance,
    totalCrossUnPnl: row.crossUnPnl,
    availableBalance: row.availableBalance,
    maxWithdrawAmount: row.maxWithdrawAmount,
    assets: [row],
    positions: positionRisk(call),
  };
}

export function futuresBalance(call: Call) {
  const row = assetRow(call);
  return [
    {
      accountAlias: accountOf(call).id,
      asset: row.asset,
      balance: row.walletBalance,
      crossWalletBalance: row.crossWalletBalance,
      crossUnPnl: row.crossUnPnl,
      availableBalance: row.availableBalance,
      maxWithdrawAmount: row.maxWithdrawAmount,
      marginAvailable: true,
      updateTime: row.updateTime,
    },
  ];
}

export const leverageBrackets = () =>
  [...MARKETS.keys()].map((symbol) => ({
    symbol,
    brackets: [
      {
        bracket: 1,
        initialLeverage: 125,
        notionalCap: 1_000_000_000,
        notionalFloor: 0,
        maintMarginRatio: Number(MAINTENANCE_RATE),
        cum: 0,
      },
    ],
  }));

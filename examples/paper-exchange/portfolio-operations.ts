import { futuresOperations } from './futures-operations.js';
import { futuresAccount } from './futures-views.js';
import { fixed8, plain, ZERO } from './money.js';
import { accountOf, type Call, type Operation, type Operations } from './operation.js';

/** Wallet and unrealized P&L of USD-M; a paper account counts its spot assets apart. */
function account(call: Call) {
  const { usdm } = accountOf(call);
  const equity = plain(usdm.wallet.add(usdm.totalUnrealized()));
  return {
    uniMMR: '999',
    accountEquity: equity,
    actualEquity: equity,
    accountInitialMargin: plain(usdm.totalPositionMargin().add(usdm.orderMargin())),
    accountMaintMargin: '0',
    accountStatus: 'NORMAL',
    virtualMaxWithdrawAmount: plain(usdm.available()),
    totalAvailableBalance: plain(usdm.available()),
    updateTime: call.core.time(),
  };
}

function balance(call: Call) {
  const { spot, usdm } = accountOf(call);
  return [...spot.balances()].map(([asset, { free, locked }]) => {
    const isQuote = asset === usdm.asset;
    const inFutures = isQuote ? usdm.wallet : ZERO;
    return {
      asset,
      totalWalletBalance: plain(free.add(locked).add(inFutures)),
      crossMarginAsset: fixed8(free.add(locked)),
      crossMarginBorrowed: '0',
      crossMarginFree: fixed8(free),
      crossMarginInterest: '0',
      crossMarginLocked: fixed8(locked),
      umWalletBalance: plain(inFutures),
      umUnrealizedPNL: plain(isQuote ? usdm.totalUnrealized() : ZERO),
      cmWalletBalance: '0',
      cmUnrealizedPNL: '0',
      updateTime: call.core.time(),
    };
  });
}

const ofUm = (run: (call: Call) => unknown, weight = 5): Operation => ({
  weight,
  access: 'signed',
  run,
});

/** `/papi/v1/...` beyond what it has in common with USD-M and with margin. */
export const portfolioOperations = {
  account: ofUm(account, 20),
  balance: ofUm(balance, 20),
  umAccount: ofUm((call) => {
    const { assets, positions } = futuresAccount(call);
    return { assets, positions };
  }),
  listenKey: futuresOperations.listenKey,
} satisfies Operations;

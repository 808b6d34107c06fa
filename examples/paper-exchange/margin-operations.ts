import { listOperations } from './list-operations.js';
import { fixed8, ZERO } from './money.js';
import { accountOf, type Call, type Operation, type Operations } from './operation.js';
import { accountInfo, spotOperations } from './spot-operations.js';

/** Margin trades on the spot balances: nothing is lent, so that nothing is owed either. */
const margin = (operation: Operation): Operation => ({
  ...operation,
  run: (call) => {
    const answer = operation.run(call);
    return Array.isArray(answer) ? answer.map(isolated) : isolated(answer);
  },
});

const isolated = (answer: unknown) => ({ ...(answer as object), isIsolated: false });

function marginAccount(call: Call) {
  const { balances } = accountInfo(call);
  const none = fixed8(ZERO);
  return {
    borrowEnabled: true,
    tradeEnabled: true,
    marginLevel: '999',
    accountType: 'MARGIN_1',
    userAssets: balances.map(({ asset, free, locked }) => ({
      asset,
      free,
      locked,
      borrowed: none,
      interest: none,
      netAsset: fixed8(
        accountOf(call).spot.balance(asset).free.add(accountOf(call).spot.balance(asset).locked),
      ),
    })),
  };
}

const { place, cancel, cancelAll, query, openOrders, allOrders, myTrades } = spotOperations;

/** `/sapi/v1/margin/...`, and the margin half of a Portfolio Margin account. */
export const marginOperations = {
  place: margin(place),
  cancel: margin(cancel),
  cancelAll: margin(cancelAll),
  query: margin(query),
  openOrders: margin(openOrders),
  allOrders: margin(allOrders),
  myTrades: margin(myTrades),
  oco: margin(listOperations.legacyOco),
  oto: margin(listOperations.oto),
  otoco: margin(listOperations.otoco),
  cancelList: margin(listOperations.cancel),
  queryList: margin(listOperations.query),
  openLists: margin(listOperations.open),
  allLists: margin(listOperations.all),
  listenToken: {
    weight: 1,
    access: 'key',
    run: (call) => ({
      token: accountOf(call).listenKey,
      expirationTime: call.core.time() + 86_400_000,
    }),
  },
  account: { weight: 10, access: 'signed', run: marginAccount },
} satisfies Operations;

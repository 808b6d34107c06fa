import { wrapAnswerMethod } from '../core/answer-method.js';
import type { CcxtAccounts } from './account.js';
import type { CcxtExchange } from './internal-types.js';
import type { CcxtWatcher } from './watcher.js';

type Reader = (
  accounts: CcxtAccounts,
  exchange: CcxtExchange,
  answer: unknown,
  args: readonly unknown[],
  askedAt: number,
) => void;

/** Methods whose answers tell about fills and positions that the bot asked for itself. */
export const ACCOUNT_METHODS: Readonly<Record<string, Reader>> = {
  fetchMyTrades: (accounts, exchange, answer) => accounts.tradesFetched(exchange, answer),
  fetchPosition: (accounts, exchange, answer, [symbol], askedAt) =>
    accounts.positionFetched(exchange, answer, symbol, askedAt),
  fetchPositions: (accounts, exchange, answer, args, askedAt) =>
    accounts.positionsFetched(exchange, answer, args, askedAt),
};

/** Wraps one of them: reads the answer after it came, and hands it on as it is. */
export function wrapAccountMethod(name: string, read: Reader, watcher: CcxtWatcher) {
  return wrapAnswerMethod<CcxtExchange>(
    name,
    ({ client, value, args, askedAt }) => read(watcher.accounts, client, value, args, askedAt),
    watcher,
  );
}

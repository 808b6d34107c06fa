import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../core/method-patches.js';
import { observeResult } from '../core/observe-result.js';
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
  return (original: AnyFunction): AnyFunction =>
    function (this: CcxtExchange, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!watcher.isEnabled()) return proceed();
      const askedAt = Date.now();
      return observeResult(proceed, (end) => {
        if (end.failed) return;
        neverThrow(`reading ${name}`, () => read(watcher.accounts, this, end.value, args, askedAt));
      });
    };
}

import type { RequesterSource } from '../core/exchange-instrumentation.js';
import type { Observer } from '../core/observer.js';
import type { Requester } from '../core/orders/call-context.js';
import type { OrderDialect } from '../core/orders/order-dialect.js';
import { CcxtAccounts } from './account.js';
import { failuresOf } from './batch-failures.js';
import { ccxtErrorType } from './error-type.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';

/** What the wrappers of ccxt's methods need. */
export interface CcxtWatcher extends Observer {
  readonly accounts: CcxtAccounts;
  readonly dialect: OrderDialect<CcxtExchange>;
  /** Who sends the requests of an exchange's calls. */
  requesterOf(exchange: CcxtExchange): Requester;
}

/** Makes the watcher of one instrumentation. */
export function createWatcher(observer: RequesterSource): CcxtWatcher {
  const accounts = new CcxtAccounts(observer);
  const requesterOf = (exchange: CcxtExchange): Requester =>
    observer.requesterOf(exchange, () => exchangeId(exchange));
  return {
    isEnabled: () => observer.isEnabled(),
    get watch() {
      return observer.watch;
    },
    get tracing() {
      return observer.tracing;
    },
    accounts,
    requesterOf,
    dialect: {
      name: 'ccxt',
      requester: requesterOf,
      errorType: ccxtErrorType,
      failures: failuresOf,
      answered: (exchange, answer, { operation }) => {
        if (operation !== 'cancel') accounts.ordersReturned(exchange, answer);
      },
    },
  };
}

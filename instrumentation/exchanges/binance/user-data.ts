import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { fillOfExecutionReport, fillOfTradeUpdate } from './fills.js';
import { positionsOfUpdate } from './positions.js';

const USER_DATA: ReadonlySet<unknown> = new Set([
  'executionReport',
  'ORDER_TRADE_UPDATE',
  'ACCOUNT_UPDATE',
]);

/** Whether a message is one that {@link readUserData} reads; most are not. */
export function isUserData(event: unknown): boolean {
  return USER_DATA.has(fieldsOf(event)['e']);
}

/**
 * Reads an event of a user data stream: spot and margin (`executionReport`), futures
 * (`ORDER_TRADE_UPDATE`, `ACCOUNT_UPDATE`). Every other message is left alone.
 * @param account asked for only where the event tells something of it
 */
export function readUserData(event: unknown, account: () => Account, watch: ExchangeWatch): void {
  const fields = fieldsOf(event);
  switch (fields['e']) {
    case 'executionReport': {
      const fill = fillOfExecutionReport(fields);
      if (fill !== undefined) watch.accounts.filled(account(), fill);
      return;
    }
    case 'ORDER_TRADE_UPDATE': {
      const fill = fillOfTradeUpdate(fields);
      if (fill !== undefined) watch.accounts.filled(account(), fill);
      return;
    }
    case 'ACCOUNT_UPDATE':
      watch.accounts.positions.update(account(), positionsOfUpdate(fields));
  }
}

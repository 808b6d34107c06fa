import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { fillsOfOrders, fillsOfRows } from './fills.js';
import { positionsOfRows } from './positions.js';

/**
 * Reads a message of a private channel: orders with their fills, fills, positions. Every other
 * message is left alone.
 * @param account asked for only where the message tells something of it
 */
export function readOkxUserData(
  message: unknown,
  account: () => Account,
  { accounts }: ExchangeWatch,
): void {
  const { arg, data } = fieldsOf(message);
  switch (fieldsOf(arg)['channel']) {
    case 'orders':
      for (const fill of fillsOfOrders(data)) accounts.filled(account(), fill);
      return;
    case 'fills':
      for (const fill of fillsOfRows(data)) accounts.filled(account(), fill);
      return;
    case 'positions':
      accounts.positions.update(account(), positionsOfRows(data, Date.now()));
  }
}

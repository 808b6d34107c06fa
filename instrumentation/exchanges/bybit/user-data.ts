import type { Account } from '../../core/account/position-book.js';
import { millisecondsOf } from '../../core/epoch-time.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { fillsOfExecutions } from './fills.js';
import { positionsOfRows } from './positions.js';

/**
 * Reads a message of a private stream: executions and positions. Every other message is left alone.
 * @param account asked for only where the message tells something of it
 */
export function readBybitUserData(
  message: unknown,
  account: () => Account,
  { accounts }: ExchangeWatch,
): void {
  const { topic, data, creationTime } = fieldsOf(message);
  if (typeof topic !== 'string') return;
  // Topics may name a category: `execution.linear`, `execution.fast.spot`.
  if (topic.startsWith('execution')) {
    for (const fill of fillsOfExecutions(data)) accounts.filled(account(), fill);
  } else if (topic.startsWith('position')) {
    const asOf = millisecondsOf(creationTime) ?? Date.now();
    accounts.positions.update(account(), positionsOfRows(data, asOf));
  }
}

import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { fillsOf } from './fills.js';
import { positionsOf } from './positions.js';
import { takeRealized } from './realized.js';

const FILL_CHANNEL = /^(?:spot|futures|options)\.usertrades(?:_v2)?$/;
const POSITION_CHANNEL = /^futures\.positions$/;

/** Reads a message of a private channel; every other message is left alone. */
export function readUserData(message: unknown, account: () => Account, watch: ExchangeWatch): void {
  const { channel, event, result, time_ms: time } = fieldsOf(message);
  if (event !== 'update' || typeof channel !== 'string') return;
  if (FILL_CHANNEL.test(channel)) {
    for (const fill of fillsOf(result)) watch.accounts.filled(account(), fill);
  } else if (POSITION_CHANNEL.test(channel)) {
    const asOf = Number(time) > 0 ? Number(time) : Date.now();
    watch.accounts.positions.update(account(), positionsOf(result, asOf));
    takeRealized(result, account(), watch);
  }
}

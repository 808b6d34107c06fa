import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { accountOfKey } from '../authentication.js';
import { ASSETS } from './assets.js';
import { unauthorized } from './refusals.js';

const known = new WeakSet<Account>();

/** The account of a key, with the leverage that Alpaca lends: four for shares, none for crypto. */
export function accountOf(
  core: Core,
  key: string | undefined,
  secret: string | undefined,
): Account {
  if (!key || !secret) {
    throw unauthorized();
  }
  const account = accountOfKey(core, key);
  if (!known.has(account)) {
    known.add(account);
    for (const { market, assetClass } of ASSETS) {
      account.usdm.setLeverage(market.symbol, assetClass === 'crypto' ? 1 : 4);
    }
  }
  return account;
}

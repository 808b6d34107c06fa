import { fieldsOf } from '../core/fields.js';
import { ACCOUNT_ROUTES } from '../exchanges/binance/account-routes.js';
import type { PathReader } from '../siebly/index.js';

const readLimits: PathReader = ({ value, exchange, watch }, { path }) =>
  watch.limits.learned(exchange, path, value);

/** How to read the answers that tell of fills, positions or the limits that the exchange sets itself. */
export function readerOf(path: string): PathReader | undefined {
  if (path.endsWith('/exchangeInfo')) return readLimits;
  const read = ACCOUNT_ROUTES[`GET ${path}`];
  if (read === undefined) return undefined;
  return ({ value, watch, account }, { params, askedAt }) =>
    read({ account: account(), watch, params: fieldsOf(params), body: value, askedAt });
}

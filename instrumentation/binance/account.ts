import { fieldsOf } from '../core/fields.js';
import { ACCOUNT_ROUTES } from '../exchanges/binance/account-routes.js';
import type { RestRequest, Told } from '../siebly/index.js';

/** Reads the answers that tell of fills, positions and the limits that the exchange sets itself. */
export function readAnswer(
  { value, exchange, watch, account }: Told,
  { method, endpoint, params, askedAt }: RestRequest,
): void {
  const path = `/${endpoint}`;
  watch.limits.learned(exchange, path, value);
  const read = ACCOUNT_ROUTES[`${method} ${path}`];
  read?.({ account: account(), watch, params: fieldsOf(params), body: value, askedAt });
}

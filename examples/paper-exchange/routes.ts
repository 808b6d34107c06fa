import type { Venue } from './markets.js';
import type { Operation, Target } from './operation.js';
import { MARGIN, SPOT, SPOT_METHODS } from './spot-routes.js';
import { PORTFOLIO_MARGIN, PORTFOLIO_UM, USDM, USDM_METHODS } from './usdm-routes.js';

const ON_SPOT = { ...SPOT, ...MARGIN, ...PORTFOLIO_MARGIN };
const ON_USDM = { ...USDM, ...PORTFOLIO_UM };

const target = (venue: Venue, operation: Operation | undefined): Target | undefined =>
  operation === undefined ? undefined : { venue, operation };

/** The operation behind a REST request. */
export function restTarget(method: string, path: string): Target | undefined {
  const key = `${method} ${path}`;
  return target('spot', ON_SPOT[key]) ?? target('usdm', ON_USDM[key]);
}

/** The operation behind a method of the WebSocket API. */
export const wsTarget = (venue: Venue, method: string): Target | undefined =>
  target(venue, venue === 'spot' ? SPOT_METHODS[method] : USDM_METHODS[method]);

import type { Core } from '../../core.js';
import { missingKey, outsideWindow, Refusal } from '../../errors.js';
import type { RestRequest } from '../dialect.js';

const MINUTE = 60_000;

const header = ({ headers }: RestRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const keyOf = (request: RestRequest): string | undefined => header(request, 'x-bm-key');

/** Within a minute of the exchange's clock, either way. */
export function checkTime(core: Core, timestamp: unknown): void {
  if (!(Math.abs(core.time() - Number(timestamp)) <= MINUTE)) throw outsideWindow();
}

export function authenticate(core: Core, request: RestRequest): void {
  if (keyOf(request) === undefined) throw missingKey();
  if (header(request, 'x-bm-sign') === undefined) throw new Refusal(-1022, 'No signature.', 401);
  checkTime(core, header(request, 'x-bm-timestamp'));
}

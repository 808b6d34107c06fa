import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { missingKey, outsideWindow, Refusal } from '../errors.js';

/** Any key opens an account, except one that begins like this: it is refused as withdrawn. */
export const REVOKED_KEY_PREFIX = 'revoked';

/** The account of a key, unless it is missing or withdrawn. */
export function accountOfKey(core: Core, apiKey: string | undefined): Account {
  if (apiKey === undefined || apiKey === '') {
    throw missingKey();
  }
  if (apiKey.startsWith(REVOKED_KEY_PREFIX)) {
    throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.');
  }
  return core.account(apiKey);
}

/** A header that a client sends once. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Refuses what was sent longer ago than the window, or comes from the future. */
export function checkSentAt(core: Core, sentAt: number, windowMs: number, aheadMs: number): void {
  const now = core.time();
  if (!(sentAt < now + aheadMs && now - sentAt <= windowMs)) {
    throw outsideWindow();
  }
}

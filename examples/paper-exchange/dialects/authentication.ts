import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { missingKey, outsideWindow, Refusal } from '../errors.js';

/** Any key opens an account, except one that begins like this: it is refused as withdrawn. */
const REVOKED_KEY_PREFIX = 'revoked';

/** What a client signs its requests with. */
export interface Credentials {
  readonly apiKey: string | undefined;
  readonly signature: string | undefined;
  /** The client's time in milliseconds. */
  readonly sentAt: number;
}

/** A header that a client sends once; nothing where it is empty. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}

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

/** Refuses what was sent longer ago than the window, or comes from the future. */
export function checkSentAt(core: Core, sentAt: number, windowMs: number, aheadMs = windowMs) {
  const now = core.time();
  if (!(sentAt <= now + aheadMs && now - sentAt <= windowMs)) {
    throw outsideWindow();
  }
}

/** Any signature will do, since the exchange knows no secrets; a missing one will not. */
export function authenticate(
  core: Core,
  { apiKey, signature, sentAt }: Credentials,
  windowMs: number,
  aheadMs?: number,
): Account {
  const account = accountOfKey(core, apiKey);
  if (signature === undefined || signature === '') {
    throw new Refusal(-1022, 'Signature for this request is not valid.', 401);
  }
  checkSentAt(core, sentAt, windowMs, aheadMs);
  return account;
}

/** The account of a session, which has to have logged in. */
export function loggedIn({ account }: { readonly account: Account | undefined }): Account {
  if (account === undefined) {
    throw missingKey();
  }
  return account;
}

import type { Account } from './accounts.js';
import type { Core } from './core.js';
import type { Incoming } from './dispatch.js';
import { malformed, missingKey, outsideWindow } from './errors.js';
import type { Operation } from './operation.js';

const DEFAULT_WINDOW_MS = 5000;
const MAX_AHEAD_MS = 1000;

/**
 * The account a request acts for. Any key opens an account and any signature will do, since the
 * exchange knows no secrets; what is missing is refused as Binance refuses it.
 */
export function authenticate(
  core: Core,
  access: Operation['access'],
  { apiKey, params, session }: Incoming,
): Account | undefined {
  if (access === 'public') {
    return undefined;
  }
  if (session === undefined && (apiKey === undefined || apiKey === '')) {
    throw missingKey();
  }
  if (access === 'signed') {
    if (session === undefined && params['signature'] === undefined) {
      throw malformed('signature');
    }
    checkTimestamp(core, params['timestamp'], params['recvWindow']);
  }
  return session ?? core.account(apiKey ?? '');
}

function checkTimestamp(core: Core, timestamp: string | undefined, recvWindow?: string): void {
  const sent = Number(timestamp);
  if (timestamp === undefined || !Number.isFinite(sent)) {
    throw malformed('timestamp');
  }
  const window = Number(recvWindow ?? DEFAULT_WINDOW_MS);
  const now = core.time();
  if (sent >= now + MAX_AHEAD_MS || now - sent > window) {
    throw outsideWindow();
  }
}

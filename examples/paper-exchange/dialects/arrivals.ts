import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { authenticate, type Credentials, loggedIn } from './authentication.js';
import type { RestRequest } from './dialect.js';
import type { Arrival } from './gateway.js';

interface LoggedIn {
  readonly account: Account | undefined;
}

/** A REST request with the key that it names. */
export const restArrival = (
  { method, path }: RestRequest,
  apiKey: string | undefined,
  account: () => Account,
): Arrival => ({ transport: 'rest', method, path, apiKey, authenticate: account });

/** A REST request that is signed as most exchanges have it. */
export const signedArrival = (
  core: Core,
  request: RestRequest,
  credentials: Credentials,
  windowMs: number,
  aheadMs?: number,
): Arrival =>
  restArrival(request, credentials.apiKey, () =>
    authenticate(core, credentials, windowMs, aheadMs),
  );

/** A request over a socket that has logged in; `check` refuses what is wrong with it besides. */
export const socketArrival = (
  session: LoggedIn,
  path: string,
  check: () => void = () => undefined,
): Arrival => ({
  transport: 'ws',
  method: 'WS',
  path,
  apiKey: undefined,
  session: session.account,
  authenticate: () => {
    const account = loggedIn(session);
    check();
    return account;
  },
});

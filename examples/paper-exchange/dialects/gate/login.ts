import { outsideWindow, Refusal } from '../../errors.js';
import { authenticate, type Credentials } from '../authentication.js';
import { attempt } from '../orders.js';
import { CLOCK_WINDOW_MS } from './gateway.js';
import type { GateSession } from './socket.js';

/** Why a refused request was refused. */
export interface Errors {
  readonly label: string;
  readonly message: string;
}

/** Gives a session its account, or says why not. Private subscriptions are each signed as well. */
export function logIn(session: GateSession, credentials: Credentials): Errors | undefined {
  const account = attempt(() => authenticate(session.core, credentials, CLOCK_WINDOW_MS));
  if (!(account instanceof Refusal)) {
    session.account = account;
    return undefined;
  }
  return account.code === outsideWindow().code
    ? { label: 'REQUEST_EXPIRED', message: 'request expired' }
    : { label: 'INVALID_KEY', message: 'Invalid key provided' };
}

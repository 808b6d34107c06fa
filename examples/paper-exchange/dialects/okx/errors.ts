import type { Refusal } from '../../errors.js';
import type { Operation } from '../../journal.js';
import type { Refused } from '../gateway.js';

type Codes = Readonly<Record<number, number | undefined>>;

/** OKX's code for a refusal of the core. */
const CODES: Codes = {
  [-1000]: 50026,
  [-1001]: 50001,
  [-1003]: 50011,
  [-1013]: 51020,
  [-1021]: 50102,
  [-1022]: 50113,
  [-1102]: 51000,
  [-1111]: 51121,
  [-1115]: 51000,
  [-1116]: 51000,
  [-1117]: 51000,
  [-1121]: 51001,
  [-2010]: 51008,
  [-2014]: 50103,
  [-2015]: 50111,
  [-2019]: 51008,
  [-2022]: 51169,
  [-4164]: 51020,
};

/** An order that is not there has another code for each thing that is asked of it. */
const MISSING: Readonly<Partial<Record<Operation, number>>> = { edit: 51503, cancel: 51400 };
const MISSING_OTHERWISE = 51603;

const TEXTS: Readonly<Record<number, string>> = {
  50001: 'Service temporarily unavailable. Try again later',
  50011: 'Too Many Requests',
  50026: 'System error. Try again later',
  50102: 'Timestamp request expired',
  50103: 'Request header OK-ACCESS-KEY cannot be empty.',
  50111: 'Invalid OK-ACCESS-KEY',
  50113: 'Invalid Sign',
  51000: 'Parameter error',
  51001: "Instrument ID, Instrument ID code, or Spread ID doesn't exist.",
  51008: 'Order failed. Insufficient balance or margin in account',
  51020: 'Your order should meet or exceed the minimum order amount.',
  51023: 'Position does not exist',
  51121: 'Order quantity must be a multiple of the lot size.',
  51169: "Order failed because you don't have any positions in this direction to reduce or close.",
  51400: 'Order cancellation failed as the order has been filled, canceled or does not exist.',
  51503: 'Order modification failed as the order has been filled, canceled or does not exist.',
  51603: 'Order does not exist',
};

interface Code {
  readonly code: number;
  readonly text: string;
}

/** A refusal in OKX's words; codes that a test sets by hand are OKX's already. */
export function codeOf({ code: own, message }: Refusal, operation: Operation | undefined): Code {
  const missing = own === -2011 || own === -2013;
  const asked = operation === undefined ? undefined : MISSING[operation];
  const code = missing ? (asked ?? MISSING_OTHERWISE) : own > 0 ? own : (CODES[own] ?? 51000);
  return { code, text: TEXTS[code] ?? message };
}

/** What is wrong with a request as a whole has a status; what is wrong with an order comes with 200. */
function statusOf({ code, status }: Refusal, own: number): number {
  if (code === -1003) {
    return status === 418 ? 403 : 429;
  }
  if (status >= 500 || own === 50013) {
    return status;
  }
  return own >= 50100 && own < 50120 ? 401 : 200;
}

export function refused(refusal: Refusal, operation: Operation | undefined): Refused {
  const { code, text } = codeOf(refusal, operation);
  const body = { code: String(code), msg: text, data: [] };
  return { status: statusOf(refusal, code), code, body };
}

import type { Refusal } from '../../errors.js';
import type { Venue } from '../../markets.js';
import type { Refused } from '../gateway.js';

type Codes = Readonly<Record<number, number | undefined>>;

/** Bybit's `retCode` for a refusal of the core; spot has codes of its own. */
const LINEAR: Codes = {
  [-1000]: 10016,
  [-1001]: 10016,
  [-1003]: 10006,
  [-1013]: 10001,
  [-1021]: 10002,
  [-1022]: 10004,
  [-1102]: 10001,
  [-1111]: 10001,
  [-1115]: 10001,
  [-1116]: 10001,
  [-1117]: 10001,
  [-1121]: 10001,
  [-2010]: 110007,
  [-2011]: 110001,
  [-2013]: 110001,
  [-2014]: 10003,
  [-2015]: 10003,
  [-2019]: 110007,
  [-2022]: 110017,
  [-4164]: 110094,
};

const SPOT: Codes = {
  ...LINEAR,
  [-1013]: 170140,
  [-1121]: 170121,
  [-2010]: 170131,
  [-2011]: 170213,
  [-2013]: 170213,
};

const TEXTS: Readonly<Record<number, string>> = {
  10001: 'params error',
  10002: 'invalid request, please check your server timestamp or recv_window param',
  10003: 'API key is invalid.',
  10004: 'error sign! please check your signature generation algorithm.',
  10006: 'Too many visits. Exceeded the API Rate Limit.',
  10016: 'Server error.',
  10018: 'Exceeded the IP Rate Limit.',
  110001: 'order not exists or too late to cancel',
  110007: 'ab not enough for new order',
  110017: 'current position is zero, cannot fix reduce-only order qty',
  110094: 'Order does not meet minimum order value',
  170121: 'Invalid symbol.',
  170131: 'Insufficient balance.',
  170140: 'Order value exceeded lower limit.',
  170213: 'Order does not exist.',
};

interface RetCode {
  readonly retCode: number;
  readonly retMsg: string;
}

/** A refusal in Bybit's words; codes that a test sets by hand are Bybit's already. */
export function retCodeOf({ code, status, message }: Refusal, venue: Venue): RetCode {
  const banned = code === -1003 && status === 418;
  const own = code > 0 ? code : ((venue === 'spot' ? SPOT : LINEAR)[code] ?? 10001);
  const retCode = banned ? 10018 : own;
  return { retCode, retMsg: TEXTS[retCode] ?? message };
}

/** Nearly every refusal comes with 200; only a ban and a broken server have a status of their own. */
function statusOf({ code, status }: Refusal): number {
  if (code === -1003) {
    return status === 418 ? 403 : 200;
  }
  return status >= 500 ? status : 200;
}

export const envelope = (
  time: number,
  { retCode, retMsg }: RetCode,
  result: object = {},
  retExtInfo: object = {},
) => ({ retCode, retMsg, result, retExtInfo, time });

export const OK: RetCode = { retCode: 0, retMsg: 'OK' };

export function refused(refusal: Refusal, venue: Venue, time: number): Refused {
  const code = retCodeOf(refusal, venue);
  return { status: statusOf(refusal), code: code.retCode, body: envelope(time, code) };
}

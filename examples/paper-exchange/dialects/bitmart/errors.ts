import { createHash } from 'node:crypto';
import type { Refusal } from '../../errors.js';

interface Words {
  readonly code: number;
  readonly message: string;
  /** 400 unless said otherwise. */
  readonly status?: number;
}

const COMMON: Readonly<Record<number, Words>> = {
  [-2014]: { code: 30001, message: 'Header X-BM-KEY is empty', status: 401 },
  [-2015]: { code: 30002, message: 'Header X-BM-KEY not found', status: 401 },
  [-1022]: { code: 30004, message: 'Header X-BM-SIGN is empty', status: 401 },
  [-1021]: { code: 30007, message: 'Header X-BM-TIMESTAMP range. Within a minute', status: 401 },
};

const SPOT: Readonly<Record<number, Words>> = {
  ...COMMON,
  [-1013]: { code: 50006, message: 'Minimum size is invalid' },
  [-1102]: { code: 50028, message: 'Missing parameters' },
  [-1115]: { code: 52001, message: 'Unsupported Trade Type' },
  [-1116]: { code: 52001, message: 'Unsupported Trade Type' },
  [-1117]: { code: 52002, message: 'Unsupported Side Type' },
  [-1121]: { code: 50001, message: 'Symbol not found' },
  [-2010]: { code: 50020, message: 'Balance not enough' },
  [-2011]: { code: 50032, message: 'Order does not exist' },
  [-2013]: { code: 50005, message: 'Order Id not found' },
  [-4140]: { code: 50023, message: "This Symbol can't place order by api" },
  [-5022]: { code: 50035, message: 'The price is low and there is no matching depth' },
};

const FUTURES: Readonly<Record<number, Words>> = {
  ...COMMON,
  [-1013]: { code: 40043, message: 'The order precision is invalid' },
  [-1102]: { code: 40011, message: 'Invalid request' },
  [-1111]: { code: 40043, message: 'The order precision is invalid' },
  [-1115]: { code: 40042, message: 'The order type is invalid' },
  [-1116]: { code: 40042, message: 'The order type is invalid' },
  [-1117]: { code: 40041, message: 'The order side is invalid' },
  [-1121]: { code: 40034, message: 'The Symbol is not exist' },
  [-2010]: { code: 40027, message: 'You contract account available balance not enough' },
  [-2011]: { code: 40035, message: 'The order is not exist' },
  [-2013]: { code: 40037, message: 'The order id is not exist' },
  [-2019]: { code: 40027, message: 'You contract account available balance not enough' },
  [-2022]: { code: 40020, message: 'Your position volume is not enough' },
  [-4028]: { code: 40040, message: 'The order leverage is invalid' },
  [-4140]: { code: 40015, message: "This contract's exchange has been paused" },
  [-4164]: { code: 40044, message: 'The order range is invalid' },
  [-5022]: { code: 40036, message: 'The order status is invalid' },
};

function wordsOf({ code, status }: Refusal, table: Readonly<Record<number, Words>>): Words {
  if (code === -1003 && status === 418) {
    return { code: 30017, message: 'Your account request is temporarily rejected', status };
  }
  if (code === -1003) return { code: 30013, message: 'Request too many requests', status: 429 };
  if (status === 503) return { code: 30014, message: 'Service unavailable', status };
  if (status >= 500) return { code: 59002, message: 'Internal Server Error', status };
  return table[code] ?? { code: 50000, message: 'Bad Request' };
}

let traces = 0;

/** Every answer has a trace; no two are alike. */
export const trace = (): string => createHash('md5').update(`${++traces}`).digest('hex');

/** A refusal as the body has it, with the status that goes with it. */
export function refused(refusal: Refusal, isFutures: boolean) {
  const { code, message, status = 400 } = wordsOf(refusal, isFutures ? FUTURES : SPOT);
  return { status, body: { message, code, trace: trace(), data: {} } };
}

/** A refused item of a batch, whose answer is a 200. */
export function refusedItem(refusal: Refusal) {
  const { code, message: msg } = wordsOf(refusal, SPOT);
  return { code, msg };
}

export const answer = (data: unknown) => ({ message: 'OK', code: 1000, trace: trace(), data });

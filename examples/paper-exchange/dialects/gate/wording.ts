import type { Refusal } from '../../errors.js';
import type { Venue } from '../../markets.js';
import { type RefusalKind, refusalKind } from '../refusal-kinds.js';

type Words = readonly [status: number, label: string, message: string];

const WORDS: Readonly<Record<RefusalKind, Words>> = {
  balance: [400, 'BALANCE_NOT_ENOUGH', 'Not enough balance'],
  order: [400, 'INVALID_PARAM_VALUE', 'Invalid order'],
  minimum: [400, 'INVALID_PARAM_VALUE', 'Your order size is too small'],
  parameter: [400, 'MISSING_REQUIRED_PARAM', 'Missing required parameter'],
  postOnly: [
    400,
    'POC_FILL_IMMEDIATELY',
    'Order would match and take immediately so its cancelled',
  ],
  symbol: [400, 'INVALID_CURRENCY_PAIR', 'Invalid currency pair'],
  notFound: [404, 'ORDER_NOT_FOUND', 'Order not found'],
  noPosition: [400, 'POSITION_EMPTY', 'empty position'],
  key: [401, 'INVALID_KEY', 'Invalid key provided'],
  clock: [403, 'REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60'],
  limit: [429, 'TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded'],
  busy: [500, 'INTERNAL', 'Internal server error'],
  down: [503, 'TOO_BUSY', 'Server is too busy at the moment'],
  rejected: [400, 'CONTRACT_IN_DELISTING', 'contract in delisting'],
};

/** Futures name these differently. */
const FUTURES: Readonly<Partial<Record<RefusalKind, Words>>> = {
  balance: [400, 'INSUFFICIENT_AVAILABLE', 'balance is not enough'],
  order: [400, 'INVALID_PARAM_VALUE', 'invalid argument'],
  minimum: [400, 'SIZE_TOO_SMALL', 'order size is too small'],
  postOnly: [400, 'ORDER_POC_IMMEDIATE', 'order would be executed immediately'],
  symbol: [400, 'CONTRACT_NOT_FOUND', 'contract not found'],
};

/** The label and text of a refusal. A positive code comes from a fault, whose text is the label. */
export function wordsOf(venue: Venue, { code, message }: Refusal): Words {
  if (code > 0) {
    return [400, message, message];
  }
  const kind = refusalKind(code, message);
  return (venue === 'usdm' ? FUTURES[kind] : undefined) ?? WORDS[kind];
}

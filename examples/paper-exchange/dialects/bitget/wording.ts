import type { Refusal } from '../../errors.js';
import type { Venue } from '../../markets.js';
import { type RefusalKind, refusalKind } from '../refusal-kinds.js';

type Words = readonly [status: number, code: string, text: string];

/** HTTP status, code and text of each refusal; the classic and the unified account share them. */
const WORDS: Readonly<Record<RefusalKind, Words>> = {
  balance: [400, '43012', 'Insufficient balance'],
  order: [400, '40808', 'Parameter verification exception size checkBDScale error'],
  minimum: [400, '45110', 'less than the minimum amount 5 USDT'],
  parameter: [400, '400172', 'Parameter verification failed'],
  postOnly: [400, '40917', 'The order would be executed immediately'],
  symbol: [400, '40034', 'Parameter symbol does not exist'],
  notFound: [400, '43001', 'The order does not exist'],
  noPosition: [400, '22002', 'No position to close'],
  key: [400, '40012', 'apikey/password is incorrect'],
  clock: [400, '40008', 'Request timestamp expired'],
  limit: [429, '429', 'Too Many Requests'],
  busy: [500, '40015', 'System is abnormal, please try again later'],
  down: [503, '40200', 'Server upgrade, please try again later'],
  rejected: [400, '40309', 'The contract has been removed'],
};

/** The futures engine has codes of its own for these. */
const MIX: Readonly<Partial<Record<RefusalKind, Words>>> = {
  balance: [400, '40762', 'The order amount exceeds the balance'],
  notFound: [400, '40768', 'Order does not exist'],
};

/** The code and text of a refusal. A positive code comes from a fault and is Bitget's own. */
export function wordsOf(venue: Venue, { code, message }: Refusal): Words {
  if (code > 0) {
    return [400, String(code), message];
  }
  const kind = refusalKind(code, message);
  return (venue === 'usdm' ? MIX[kind] : undefined) ?? WORDS[kind];
}

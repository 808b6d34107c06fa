import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { fillsOfTrades } from './fills.js';
import type { BinanceParams } from './orders.js';
import { positionsOfAnswer } from './positions.js';

/** The body of an answer that tells about an account, and what was asked. */
export interface AccountAnswer {
  readonly account: Account;
  readonly watch: ExchangeWatch;
  readonly params: BinanceParams;
  readonly body: unknown;
  /** In milliseconds since the epoch. */
  readonly askedAt: number;
}

type Reader = (answer: AccountAnswer) => void;

const trades: Reader = ({ account, watch, body }) => {
  for (const fill of fillsOfTrades(body)) watch.accounts.filled(account, fill);
};

/** Some versions of the route leave out what is flat, so that what is not told is closed. */
const positionsOf =
  (part?: string): Reader =>
  ({ account, watch, params, body, askedAt }) => {
    if (!Array.isArray(body)) return;
    const { symbol } = params;
    const whole = part === undefined ? {} : { part };
    const scope = symbol === undefined ? whole : { symbols: [nativeSymbolLabel(symbol)] };
    watch.accounts.positions.replace(account, positionsOfAnswer(body, askedAt), scope);
  };

const accountOf =
  (part?: string): Reader =>
  (answer) => {
    const { positions } = fieldsOf(answer.body);
    positionsOf(part)({ ...answer, params: {}, body: positions });
  };

/** Requests whose answers tell about fills and positions, by `METHOD /path`. */
export const ACCOUNT_ROUTES: Readonly<Record<string, Reader>> = {
  'GET /api/v3/myTrades': trades,
  'GET /sapi/v1/margin/myTrades': trades,
  'GET /fapi/v1/userTrades': trades,
  'GET /dapi/v1/userTrades': trades,
  'GET /papi/v1/margin/myTrades': trades,
  'GET /papi/v1/um/userTrades': trades,
  'GET /papi/v1/cm/userTrades': trades,
  'GET /fapi/v2/positionRisk': positionsOf(),
  'GET /fapi/v3/positionRisk': positionsOf(),
  'GET /dapi/v1/positionRisk': positionsOf(),
  'GET /papi/v1/um/positionRisk': positionsOf('um'),
  'GET /papi/v1/cm/positionRisk': positionsOf('cm'),
  'GET /fapi/v2/account': accountOf(),
  'GET /fapi/v3/account': accountOf(),
  'GET /dapi/v1/account': accountOf(),
  'GET /papi/v1/um/account': accountOf('um'),
  'GET /papi/v1/cm/account': accountOf('cm'),
};

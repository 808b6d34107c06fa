import type { Core } from '../../core.js';
import type { RestRequest } from '../dialect.js';
import { type Fields, jsonOf } from '../fields.js';
import type { PublicTask, Task } from '../gateway.js';
import { answer } from './errors.js';
import * as futures from './futures-tasks.js';
import {
  contractBook,
  contractDetails,
  serverTime,
  spotBook,
  spotPairs,
  spotTicker,
} from './market-views.js';
import * as spot from './spot-tasks.js';

type Route = (core: Core, words: Fields) => Task;

const open =
  (data: (core: Core, words: Fields) => unknown): Route =>
  (core, words): PublicTask => ({
    access: 'public',
    venue: 'spot',
    run: () => ({ body: answer(data(core, words)) }),
  });

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /system/time': open(serverTime),
  'GET /spot/v1/symbols/details': open(spotPairs),
  'GET /spot/quotation/v3/ticker': open(spotTicker),
  'GET /spot/quotation/v3/books': open(spotBook),
  'GET /spot/v1/wallet': spot.wallet,
  'POST /spot/v2/submit_order': spot.submit,
  'POST /spot/v2/batch_orders': spot.batchV2,
  'POST /spot/v4/batch_orders': spot.batchV4,
  'POST /spot/v3/cancel_order': spot.cancel,
  'POST /spot/v4/cancel_orders': spot.cancelMany,
  'POST /spot/v4/cancel_all': spot.cancelAll,
  'POST /spot/v4/query/order': spot.query,
  'POST /spot/v4/query/client-order': spot.query,
  'POST /spot/v4/query/open-orders': spot.list(true),
  'POST /spot/v4/query/history-orders': spot.list(false),
  'POST /spot/v4/query/trades': spot.trades,
  'POST /spot/v4/query/order-trades': spot.trades,
  'GET /contract/public/details': open(contractDetails),
  'GET /contract/public/depth': open(contractBook),
  'POST /contract/private/submit-order': futures.submit,
  'POST /contract/private/modify-limit-order': futures.modify,
  'POST /contract/private/cancel-order': futures.cancel,
  'POST /contract/private/cancel-orders': futures.cancelAll,
  'POST /contract/private/close-all-position': futures.closeAll,
  'GET /contract/private/order': futures.query,
  'GET /contract/private/get-open-orders': futures.list(true),
  'GET /contract/private/order-history': futures.list(false),
  'GET /contract/private/trades': futures.trades,
  'GET /contract/private/position': futures.positions,
  'GET /contract/private/position-v2': futures.positionsTwo,
  'GET /contract/private/position-risk': futures.positionRisk,
  'GET /contract/private/assets-detail': futures.assets,
  'POST /contract/private/submit-leverage': futures.setLeverage,
  'GET /contract/private/get-position-mode': futures.positionMode,
};

/** The task of a request, whose words are in the query or in the body. */
export function taskOf(core: Core, { method, path, query, body }: RestRequest): Task | undefined {
  const words = method === 'GET' ? Object.fromEntries(query) : jsonOf(body);
  return ROUTES[`${method} ${path}`]?.(core, words);
}

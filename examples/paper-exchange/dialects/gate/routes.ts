import type { Route, Routes } from '../route.js';
import { FUTURES } from './futures-routes.js';
import { PUBLIC } from './market-routes.js';
import { SPOT } from './spot-routes.js';

export const ROUTES: Routes = { ...SPOT, ...FUTURES, ...PUBLIC };

const served = (key: string): Route => {
  const route = ROUTES[key];
  if (route === undefined) throw new Error(`no route ${key}`);
  return route;
};

/** The order API over WebSocket, each channel with the REST route that does the same. */
export const API_CHANNELS: Routes = {
  'spot.order_place': served('POST /spot/orders'),
  'spot.order_cancel': served('DELETE /spot/orders/:id'),
  'spot.order_cancel_ids': served('POST /spot/cancel_batch_orders'),
  'spot.order_cancel_cp': served('DELETE /spot/orders'),
  'spot.order_amend': served('PATCH /spot/orders/:id'),
  'spot.order_status': served('GET /spot/orders/:id'),
  'spot.order_list': served('GET /spot/orders'),
  'futures.order_place': served('POST /futures/usdt/orders'),
  'futures.order_batch_place': served('POST /futures/usdt/batch_orders'),
  'futures.order_cancel': served('DELETE /futures/usdt/orders/:id'),
  'futures.order_cancel_ids': served('POST /futures/usdt/batch_cancel_orders'),
  'futures.order_cancel_cp': served('DELETE /futures/usdt/orders'),
  'futures.order_amend': served('PUT /futures/usdt/orders/:id'),
  'futures.order_status': served('GET /futures/usdt/orders/:id'),
  'futures.order_list': served('GET /futures/usdt/orders'),
};

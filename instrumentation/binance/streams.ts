import { fieldsOf } from '../core/fields.js';
import { usageOfRateLimits } from '../exchanges/binance/told-limits.js';
import { isUserData, readUserData } from '../exchanges/binance/user-data.js';
import type { SocketClass, Told } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** Keys of connections begin with the market: `usdmPrivate`, `coinm_userData__<listen key>_coinm`. */
function exchangeOf(_client: unknown, wsKey: unknown): string {
  const key = String(wsKey);
  if (key.startsWith('usdm')) return 'binanceusdm';
  return key.startsWith('coinm') ? 'binancecoinm' : 'binance';
}

/** Paths of the APIs whose budgets the answers over WebSocket tell of. */
const API_PATHS: Readonly<Record<string, string>> = {
  binance: '/api/',
  binanceusdm: '/fapi/',
  binancecoinm: '/dapi/',
};

function readLimits({ exchange, value, watch }: Told): void {
  for (const usage of usageOfRateLimits(fieldsOf(value)['rateLimits'], Date.now())) {
    watch.limits.told(exchange, usage, API_PATHS[exchange] ?? '/api/');
  }
}

/** `WebsocketClient`; `formattedMessage` tells what `message` has told, and is left alone. */
export const SOCKETS: SocketClass = {
  exchangeOf,
  operations: SOCKET_ORDERS,
  dataEvent: 'message',
  read: (told) => {
    if (isUserData(told.value)) readUserData(told.value, told.account, told.watch);
  },
  readAnswer: readLimits,
};

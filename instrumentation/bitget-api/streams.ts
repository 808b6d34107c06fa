import { readUserData } from '../exchanges/bitget/user-data.js';
import type { SocketClass } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** `WebsocketClientV2` and `WebsocketClientV3`; only the latter has an order API. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'bitget',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  read: ({ value, watch, account }) => readUserData(value, account, watch),
};

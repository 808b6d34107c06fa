import { readOkxUserData } from '../exchanges/okx/user-data.js';
import type { SocketClass } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** `WebsocketClient`: public, private and business channels, and the order API. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'okx',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  read: ({ value, account, watch }) => readOkxUserData(value, account, watch),
};

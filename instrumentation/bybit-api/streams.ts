import { fieldsOf } from '../core/fields.js';
import { readBybitUserData } from '../exchanges/bybit/user-data.js';
import type { SocketClass } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** `WebsocketClient`: public and private streams, and the order API. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'bybit',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  read: ({ value, account, watch }) => readBybitUserData(value, account, watch),
  // Each operation has a limit of its own, which the answer tells as the headers of REST do.
  readAnswer: ({ value, exchange, watch }) => {
    const { op, header } = fieldsOf(value);
    watch.limits.answered(exchange, op, header);
  },
};

import { fieldsOf } from '../core/fields.js';
import { readUserData } from '../exchanges/bitget/user-data.js';
import type { SocketClass } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** `WebsocketClientV2` and `WebsocketClientV3`; only the latter has an order API. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'bitget',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  envelope,
  read: ({ value, watch, account }) => readUserData(value, account, watch),
};

/**
 * The client makes each message anew, of a shape that no other has, and to look for a name in there
 * takes long: what may tell age and channel is taken over, and looked at here.
 */
function envelope(message: unknown): unknown {
  const { action, arg, data, ts } = fieldsOf(message);
  return { action, arg, data, ts };
}

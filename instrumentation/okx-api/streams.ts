import { fieldsOf } from '../core/fields.js';
import { readOkxUserData } from '../exchanges/okx/user-data.js';
import type { SocketClass } from '../siebly/index.js';
import { SOCKET_ORDERS } from './methods.js';

/** `WebsocketClient`: public, private and business channels, and the order API. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'okx',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  envelope,
  read: ({ value, account, watch }) => readOkxUserData(value, account, watch),
};

/**
 * The client makes each message anew, of a shape that no other has, and to look for a name in there
 * takes long: what may tell age and channel is taken over, and looked at here.
 */
function envelope(message: unknown): unknown {
  const { action, eventType, arg, data } = fieldsOf(message);
  return { action, eventType, arg, data };
}

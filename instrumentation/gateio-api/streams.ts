import { fieldsOf } from '../core/fields.js';
import { usageOfApiHeader } from '../exchanges/gate/told-limits.js';
import { readUserData } from '../exchanges/gate/user-data.js';
import type { SocketClass, Told } from '../siebly/index.js';
import { isApiAnswer, lastWord } from './answers.js';
import { SOCKET_ORDERS } from './methods.js';

/** Each operation of the order API has a budget of its own. */
function readLimits({ exchange, value, watch }: Told): void {
  const { header } = fieldsOf(value);
  const usage = usageOfApiHeader(header, Date.now());
  if (usage === undefined) return;
  watch.limits.told(exchange, usage, `/${String(fieldsOf(header)['channel'])}`);
}

/** `WebsocketClient`. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'gate',
  operations: SOCKET_ORDERS,
  dataEvent: 'update',
  read: ({ value, watch, account }) => readUserData(value, account, watch),
  isAnswer: isApiAnswer,
  lastWord,
  readAnswer: readLimits,
};

import { envelopeOf, readPrivateStream } from '../exchanges/bitmart/streams.js';
import type { SocketClass } from '../siebly/index.js';

/** `WebsocketClient`; BitMart has no order API over WebSocket. */
export const SOCKETS: SocketClass = {
  exchangeOf: () => 'bitmart',
  dataEvent: 'update',
  envelope: envelopeOf,
  read: ({ value, watch, account }) => readPrivateStream(value, account, watch),
};

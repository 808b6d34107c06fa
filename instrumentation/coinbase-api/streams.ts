import { envelopeOf, readUserChannel } from '../exchanges/coinbase/user-channel.js';
import type { SocketClass } from '../siebly/index.js';

/** Keys of connections begin with the house: `advTradeUserData`, `exchangeMarketData` … */
const HOUSES: readonly [prefix: string, exchange: string][] = [
  ['exchange', 'coinbaseexchange'],
  ['international', 'coinbaseinternational'],
  ['prime', 'coinbaseprime'],
];

function exchangeOf(_client: unknown, wsKey: unknown): string {
  const key = String(wsKey);
  return HOUSES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'coinbase';
}

/** `WebsocketClient`; Coinbase has no order API over WebSocket. */
export const SOCKETS: SocketClass = {
  exchangeOf,
  dataEvent: 'update',
  envelope: envelopeOf,
  read: ({ value, watch, account }) => readUserChannel(value, account, watch),
};

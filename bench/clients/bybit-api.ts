import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

const ORDER = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.01',
  price: '50000',
} as const;
const ANSWER = {
  ...{ retCode: 0, retMsg: 'OK', retExtInfo: {}, time: 1_700_000_000_000 },
  result: { orderId: '28', orderLinkId: 'bench' },
};
const HEADERS = {
  'x-bapi-limit': '20',
  'x-bapi-limit-status': '19',
  'x-bapi-limit-reset-timestamp': '1700000001000',
};

function tradeMessage(now: number, id: number): string {
  return `{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":${now},"data":[{"T":${now},"s":"BTCUSDT","S":"Buy","v":"0.01","p":"50000.00","i":"${id}","BT":false}]}`;
}

async function start(): Promise<ClientWork> {
  const { RestClientV5, WebsocketClient } = require('bybit-api') as typeof import('bybit-api');
  const options = { key: 'key', secret: 'secret', customSignMessageFn: async () => 'signature' };
  const client = new RestClientV5(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.submitOrder(ORDER),
    receiveMessage: await dial(WebsocketClient, 'v5SpotPublic', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const bybitApiClient: BenchClient = { package: 'bybit-api', start };

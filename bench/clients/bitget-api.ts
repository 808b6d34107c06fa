import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

const ORDER = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  size: '0.01',
  price: '50000',
} as const;
const ANSWER = {
  code: '00000',
  msg: 'success',
  requestTime: 1_700_000_000_000,
  data: { orderId: '28', clientOid: 'bench' },
};
const HEADERS = { 'x-mbx-used-remain-limit': '9' };

function tradeMessage(now: number, id: number): string {
  return `{"action":"update","arg":{"instType":"SPOT","channel":"trade","instId":"BTCUSDT"},"data":[{"ts":"${now}","price":"50000.0","size":"0.01","side":"buy","tradeId":"${id}"}],"ts":${now}}`;
}

async function start(): Promise<ClientWork> {
  const { RestClientV2, WebsocketClientV2 } = require('bitget-api') as typeof import('bitget-api');
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    apiPass: 'pass',
    customSignMessageFn: async () => 'signature',
  };
  const client = new RestClientV2(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.spotSubmitOrder(ORDER),
    receiveMessage: await dial(WebsocketClientV2, 'v2Public', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const bitgetApiClient: BenchClient = { package: 'bitget-api', start };

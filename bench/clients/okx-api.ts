import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

const ORDER = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'limit',
  sz: '1',
  px: '50000',
} as const;
const ANSWER = {
  code: '0',
  msg: '',
  data: [{ ordId: '28', clOrdId: '', tag: '', ts: '1700000000000', sCode: '0', sMsg: '' }],
};
const HEADERS = {};

function tradeMessage(now: number, id: number): string {
  return `{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"${id}","px":"50000.0","sz":"0.01","side":"buy","ts":"${now}","count":"1"}]}`;
}

async function start(): Promise<ClientWork> {
  const { RestClient, WebsocketClient } = require('okx-api') as typeof import('okx-api');
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    apiPass: 'pass',
    customSignMessageFn: async () => 'signature',
  };
  const client = new RestClient(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.submitOrder(ORDER),
    receiveMessage: await dial(WebsocketClient, 'prodPublic', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const okxApiClient: BenchClient = { package: 'okx-api', start };

import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

const ORDER = {
  currency_pair: 'BTC_USDT',
  side: 'buy',
  type: 'limit',
  amount: '0.01',
  price: '50000',
} as const;
const ANSWER = {
  id: '28',
  text: 'apiv4',
  currency_pair: 'BTC_USDT',
  status: 'open',
  type: 'limit',
  side: 'buy',
  amount: '0.01',
  price: '50000',
  left: '0.01',
  filled_amount: '0',
};
const HEADERS = {
  'x-gate-ratelimit-requests-remain': '9',
  'x-gate-ratelimit-limit': '10',
  'x-gate-ratelimit-reset-timestamp': '1700000001',
};

function tradeMessage(now: number, id: number): string {
  return `{"time":${Math.floor(now / 1_000)},"time_ms":${now},"channel":"spot.trades","event":"update","result":{"id":${id},"create_time_ms":"${now}.0","side":"buy","currency_pair":"BTC_USDT","amount":"0.01","price":"50000"}}`;
}

async function start(): Promise<ClientWork> {
  const { RestClient, WebsocketClient } = require('gateio-api') as typeof import('gateio-api');
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    customSignMessageFn: async () => 'signature',
  };
  const client = new RestClient(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.submitSpotOrder(ORDER),
    receiveMessage: await dial(WebsocketClient, 'spotV4', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const gateioApiClient: BenchClient = { package: 'gateio-api', start };

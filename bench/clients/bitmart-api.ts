import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

const ORDER = {
  symbol: 'BTC_USDT',
  side: 'buy',
  type: 'limit',
  size: '0.01',
  price: '50000',
} as const;
const ANSWER = { code: 1_000, message: 'OK', trace: 'bench', data: { order_id: '28' } };
const HEADERS = {
  'x-bm-ratelimit-limit': '40',
  'x-bm-ratelimit-remaining': '1',
  'x-bm-ratelimit-reset': '2',
};

function tradeMessage(now: number, id: number): string {
  return `{"table":"spot/trade","data":[{"symbol":"BTC_USDT","price":"50000","side":"buy","size":"0.01","ms_t":${now},"s_t":${Math.floor(now / 1_000)},"id":${id}}]}`;
}

async function start(): Promise<ClientWork> {
  const { RestClient, WebsocketClient } = require('bitmart-api') as typeof import('bitmart-api');
  const options = {
    apiKey: 'key',
    apiSecret: 'secret',
    apiMemo: 'memo',
    customSignMessageFn: async () => 'signature',
  };
  const client = new RestClient(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.submitSpotOrderV2(ORDER),
    receiveMessage: await dial(WebsocketClient, 'spotPublicV1', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const bitmartApiClient: BenchClient = { package: 'bitmart-api', start };

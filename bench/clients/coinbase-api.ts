import { generateKeyPairSync } from 'node:crypto';
import type { BenchClient, ClientWork } from './bench-client.js';
import { answering, dial } from './siebly.js';

/** What it signs its tokens with: a key of the kind that Coinbase gives out, made for this run. */
const EC_KEY = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
  type: 'sec1',
  format: 'pem',
}) as string;
const ORDER = {
  client_order_id: 'cbnodebench',
  product_id: 'BTC-USD',
  side: 'BUY',
  order_configuration: { limit_limit_gtc: { base_size: '0.01', limit_price: '50000' } },
} as const;
const ANSWER = {
  success: true,
  success_response: {
    order_id: '28',
    product_id: 'BTC-USD',
    side: 'BUY',
    client_order_id: 'cbnodebench',
  },
};
const HEADERS = {};

function tradeMessage(now: number, id: number): string {
  return `{"channel":"market_trades","timestamp":"${new Date(now).toISOString()}","sequence_num":${id},"events":[{"type":"update","trades":[{"trade_id":"${id}","product_id":"BTC-USD","price":"50000","size":"0.01","side":"BUY"}]}]}`;
}

async function start(): Promise<ClientWork> {
  const { CBAdvancedTradeClient, WebsocketClient } =
    require('coinbase-api') as typeof import('coinbase-api');
  const options = { apiKey: 'key', apiSecret: EC_KEY };
  const client = new CBAdvancedTradeClient(options, answering(ANSWER, HEADERS));
  return {
    placeOrder: () => client.submitOrder(ORDER),
    receiveMessage: await dial(WebsocketClient, 'advTradeMarketData', tradeMessage),
  };
}

/** A limit order that rests, and a public trade. */
export const coinbaseApiClient: BenchClient = { package: 'coinbase-api', start };

import type { BenchClient, ClientWork } from './bench-client.js';

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
const SILENT = { trace: () => undefined, info: () => undefined, error: () => undefined };

interface MessageReader {
  onWsMessage(event: object, wsKey: string, ws: object): void;
}

async function start(): Promise<ClientWork> {
  const { RestClientV5, WebsocketClient } = require('bybit-api') as typeof import('bybit-api');
  const adapter = async (config: object) => ({
    ...{ status: 200, statusText: 'OK', headers: HEADERS, data: ANSWER },
    config,
  });
  const client = new RestClientV5(
    { key: 'key', secret: 'secret', customSignMessageFn: async () => 'signature' },
    { adapter: adapter as never },
  );
  const stream = new WebsocketClient({}, SILENT);
  const ws = {};
  let id = 0;
  return {
    placeOrder: () => client.submitOrder(ORDER),
    receiveMessage: () => {
      const now = Date.now();
      id += 1;
      const data = `{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":${now},"data":[{"T":${now},"s":"BTCUSDT","S":"Buy","v":"0.01","p":"50000.00","i":"${id}","BT":false}]}`;
      const reader = stream as unknown as MessageReader;
      reader.onWsMessage({ type: 'message', data, target: ws }, 'v5SpotPublic', ws);
    },
  };
}

/** A limit order that rests, and a public trade. */
export const bybitApiClient: BenchClient = { package: 'bybit-api', start };

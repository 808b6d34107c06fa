import type { BenchClient, ClientWork } from './bench-client.js';

const ORDER = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'limit',
  sz: '1',
  px: '50000',
} as const;
const ROW = { ordId: '28', clOrdId: '', tag: '', ts: '1700000000000', sCode: '0', sMsg: '' };
const ANSWER = { code: '0', msg: '', data: [ROW] };
const SILENT = { trace: () => undefined, info: () => undefined, error: () => undefined };

interface MessageReader {
  onWsMessage(event: object, wsKey: string, ws: object): void;
}

async function start(): Promise<ClientWork> {
  const { RestClient, WebsocketClient } = require('okx-api') as typeof import('okx-api');
  const adapter = async (config: object) => ({
    ...{ status: 200, statusText: 'OK', headers: {}, data: ANSWER },
    config,
  });
  const client = new RestClient(
    {
      ...{ apiKey: 'key', apiSecret: 'secret', apiPass: 'pass' },
      customSignMessageFn: async () => 'signature',
    },
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
      const data = `{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"${id}","px":"50000.0","sz":"0.01","side":"buy","ts":"${now}","count":"1"}]}`;
      const reader = stream as unknown as MessageReader;
      reader.onWsMessage({ type: 'message', data, target: ws }, 'prodPublic', ws);
    },
  };
}

/** A limit order that rests, and a public trade. */
export const okxApiClient: BenchClient = { package: 'okx-api', start };

import type * as gate from 'gateio-api';
import { report, taskOfEnvironment } from './contract.js';
import { answered, heard, refused, SILENT } from './heard.js';

const SPOT = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '20000' } as const;
const MARKET = {
  currency_pair: 'BTC_USDT',
  side: 'buy',
  type: 'market',
  amount: '500',
  time_in_force: 'ioc',
} as const;

export async function main(module: typeof gate): Promise<void> {
  const { url, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret' };
  const rest = new module.RestClient({ ...keys, baseUrl: `${url}/api/v4` });
  const wsUrl = `${url.replace(/^http/, 'ws')}/v4/ws/usdt`;
  const ws = new module.WebsocketClient({ ...keys, wsUrl }, SILENT as never);
  const subscribed = answered(ws, 2);
  const messages = heard(ws, /"channel":"spot.trades"/, 3);
  const fills = heard(ws, /"channel":"spot.usertrades"/, 2);
  ws.subscribe({ topic: 'spot.trades', payload: ['BTC_USDT'] }, 'spotV4');
  ws.subscribe({ topic: 'spot.usertrades', payload: ['BTC_USDT'] }, 'spotV4');
  await Promise.all([messages, subscribed]);

  await rest.submitSpotOrder(MARKET);
  await rest.submitSpotOrder({ ...SPOT, amount: '900', price: '50000' }).catch(refused);
  await rest.submitSpotOrder({ ...SPOT, currency_pair: 'NOPE_USDT' }).catch(refused);
  const { id } = await rest.submitSpotOrder(SPOT);
  await rest.cancelSpotOrder({ order_id: String(id), currency_pair: SPOT.currency_pair });
  const sell = { ...MARKET, side: 'sell', amount: '0.01' } as const;
  await ws.sendWSAPIRequest('spotV4', 'spot.order_place', sell as never);
  await fills;
  await rest.getSpotTradingHistory({ currency_pair: SPOT.currency_pair });
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  process.stdin.once('end', () => ws.closeAll(true));
}

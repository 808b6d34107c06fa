import type * as bitget from 'bitget-api';
import { report, taskOfEnvironment } from './contract.js';
import { answered, heard, refused, SILENT } from './heard.js';

const SPOT = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  price: '20000',
  size: '0.01',
} as const;
const UNIFIED = { symbol: 'BTCUSDT', side: 'buy', orderType: 'market', qty: '0.01' } as const;
const CATEGORY = 'USDT-FUTURES';

export async function main(module: typeof bitget): Promise<void> {
  const { url: baseUrl, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret', apiPass: 'passphrase' };
  const ws = baseUrl.replace(/^http/, 'ws');
  const classic = new module.RestClientV2({ ...keys, baseUrl });
  const unified = new module.RestClientV3({ ...keys, baseUrl });
  const market = new module.WebsocketClientV2(
    { ...keys, wsUrl: `${ws}/v2/ws/public` },
    SILENT as never,
  );
  const sockets = { ...keys, wsUrl: `${ws}/v3/ws/private` };
  const user = new module.WebsocketClientV3(sockets, SILENT as never);
  const orders = new module.WebsocketClientV3(sockets, SILENT as never);
  const subscribed = answered(user, 2);
  const messages = heard(market, /"channel":"trade"/, 3);
  const fills = heard(user, /"topic":"fill"/, 3);
  market.subscribeTopic('SPOT', 'trade', 'BTCUSDT');
  user.subscribe([{ topic: 'fill', payload: { instType: 'UTA' } }], 'v3Private');
  await Promise.all([messages, subscribed]);

  await unified.submitNewOrder({ category: CATEGORY, ...UNIFIED });
  await unified.submitNewOrder({ category: CATEGORY, ...UNIFIED, qty: '8000' }).catch(refused);
  await classic.spotSubmitOrder({ ...SPOT, symbol: 'NOPEUSDT' }).catch(refused);
  const { data } = await classic.spotSubmitOrder(SPOT);
  await classic.spotCancelOrder({ symbol: SPOT.symbol, orderId: data.orderId });
  await classic.spotSubmitOrder({ ...SPOT, orderType: 'market', size: '500' });
  const sell = { ...UNIFIED, side: 'sell' };
  await orders.sendWSAPIRequest('v3Private', 'place-order', CATEGORY as never, sell as never);
  await classic.getSpotFills({ symbol: SPOT.symbol });
  await unified.getTradeFills({ category: CATEGORY });
  await fills;
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  process.stdin.once('end', () => {
    for (const one of [market, user, orders]) one.closeAll(true);
  });
}

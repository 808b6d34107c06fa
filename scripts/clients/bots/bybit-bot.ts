import type * as bybit from 'bybit-api';
import { report, taskOfEnvironment } from './contract.js';
import { answered, heard, SILENT } from './heard.js';

/** 4.0.0 has no `WebsocketAPIClient` yet; what that does goes through `sendWSAPIRequest`. */
type Socket = Pick<bybit.WebsocketClient, 'on' | 'subscribeV5' | 'sendWSAPIRequest' | 'closeAll'>;

const ORDER = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
} as const;
const REST = { ...ORDER, orderType: 'Limit', price: '20000' } as const;

export async function main(module: typeof bybit): Promise<void> {
  const { url: baseUrl, apiKey: key } = taskOfEnvironment();
  const keys = { key, secret: 'secret' };
  const socket = (path: string): Socket => {
    const wsUrl = `${baseUrl.replace(/^http/, 'ws')}/v5/${path}`;
    return new module.WebsocketClient({ ...keys, wsUrl }, SILENT as never);
  };
  const rest = new module.RestClientV5({ ...keys, baseUrl, parseAPIRateLimits: true });
  const [market, user, orders] = [socket('public/spot'), socket('private'), socket('trade')];
  const subscribed = answered(user, 1);
  const messages = heard(market, /"topic":"publicTrade/, 3);
  const fills = heard(user, /"topic":"execution/, 3);
  market.subscribeV5('publicTrade.BTCUSDT', 'spot');
  user.subscribeV5('execution', 'linear');
  await Promise.all([messages, subscribed]);

  await rest.submitOrder(ORDER);
  await rest.submitOrder({ ...ORDER, qty: '900' });
  await rest.submitOrder({ ...REST, category: 'spot', symbol: 'NOPEUSDT' });
  const { result } = await rest.submitOrder(REST);
  await rest.cancelOrder({ ...ORDER, orderId: result.orderId });
  await rest.batchSubmitOrders('linear', [ORDER, { ...ORDER, qty: '900' }]);
  await orders.sendWSAPIRequest('v5PrivateTrade', 'order.create', { ...ORDER, side: 'Sell' });
  await rest.getExecutionList({ category: 'linear' });
  await fills;
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol', 'insufficient_funds'],
  });
  process.stdin.once('end', () => {
    for (const one of [market, user, orders]) one.closeAll(true);
  });
}

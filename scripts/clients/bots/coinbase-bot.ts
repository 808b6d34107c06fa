import { generateKeyPairSync } from 'node:crypto';
import type * as coinbase from 'coinbase-api';
import { report, taskOfEnvironment } from './contract.js';
import { heard, SILENT } from './heard.js';

type Order = Parameters<coinbase.CBAdvancedTradeClient['submitOrder']>[0];

let orders = 0;
const order = (order_configuration: object, more: object = {}): Order => {
  orders += 1;
  // The client writes the prefix in front of ids without one.
  const own = { client_order_id: `cbnode-${orders}`, product_id: 'BTC-USDT', side: 'BUY' };
  return { ...own, order_configuration, ...more } as Order;
};
const market = (base_size: string, more: object = {}): Order =>
  order({ market_market_ioc: { base_size } }, more);

export async function main(module: typeof coinbase): Promise<void> {
  const { url: baseUrl, apiKey } = taskOfEnvironment();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const apiSecret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keys = { apiKey, apiSecret };
  const socket = (path: string): coinbase.WebsocketClient => {
    const wsUrl = baseUrl.replace(/^http/, 'ws') + path;
    return new module.WebsocketClient({ ...keys, wsUrl } as never, SILENT as never);
  };
  const rest = new module.CBAdvancedTradeClient({ ...keys, baseUrl });
  const [stream, user] = [socket('/coinbase/market'), socket('/coinbase/user')];
  const messages = heard(stream, /"channel":"market_trades"/, 3);
  const snapshot = heard(user, /"channel":"user"/, 1);
  const fills = heard(user, /"status":"FILLED"/, 2);
  const payload = { product_ids: ['BTC-USDT'] };
  stream.subscribe({ topic: 'market_trades', payload } as never, 'advTradeMarketData');
  user.subscribe({ topic: 'user' } as never, 'advTradeUserData');
  await Promise.all([messages, snapshot]);

  await rest.submitOrder(market('0.01'));
  await rest.submitOrder(market('900'));
  await rest.submitOrder(market('0.01', { product_id: 'NOPE-USDT' }));
  const resting = await rest.submitOrder(
    order({ limit_limit_gtc: { base_size: '0.01', limit_price: '20000' } }),
  );
  const { order_id } = (resting as { success_response: { order_id: string } }).success_response;
  await rest.cancelOrders({ order_ids: [order_id] });
  await rest.submitOrder(market('0.01', { side: 'SELL' }));
  await fills;
  await rest.getFills();
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  process.stdin.once('end', () => {
    stream.closeAll(true);
    user.closeAll(true);
  });
}

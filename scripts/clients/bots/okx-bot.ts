import type * as okx from 'okx-api';
import { report, taskOfEnvironment } from './contract.js';
import { answered, heard, refused, SILENT } from './heard.js';

const ORDER = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'market',
  sz: '1',
} as const;

export async function main(module: typeof okx): Promise<void> {
  const { url: baseUrl, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret', apiPass: 'passphrase' };
  const socket = (path: string): okx.WebsocketClient => {
    const wsUrl = `${baseUrl.replace(/^http/, 'ws')}/ws/v5/${path}`;
    return new module.WebsocketClient({ accounts: [keys], wsUrl } as never, SILENT as never);
  };
  const rest = new module.RestClient({ ...keys, baseUrl } as never);
  const [market, user, orders] = [socket('public'), socket('private'), socket('private')];
  const subscribed = answered(user, 2);
  const messages = heard(market, /"channel":"trades"/, 3);
  const fills = heard(user, /"state":"filled"/, 3);
  market.subscribe({ channel: 'trades', instId: 'BTC-USDT' });
  user.subscribe({ channel: 'orders', instType: 'ANY' });
  await Promise.all([messages, subscribed]);

  await rest.submitOrder(ORDER);
  await rest.submitOrder({ ...ORDER, sz: '900000' }).catch(refused);
  await rest.submitOrder({ ...ORDER, instId: 'NO-USDT' }).catch(refused);
  const [resting] = await rest.submitOrder({ ...ORDER, ordType: 'limit', px: '20000' });
  await rest.cancelOrder({ instId: ORDER.instId, ordId: String(resting?.ordId) });
  await rest.submitMultipleOrders([ORDER, { ...ORDER, sz: '900000' }]).catch(refused);
  const sell = { ...ORDER, side: 'sell' } as const;
  await orders.sendWSAPIRequest('prodPrivate', 'order', sell);
  await rest.getFills({ instType: 'SWAP' });
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

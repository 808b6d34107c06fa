import type * as bitmart from 'bitmart-api';
import { report, taskOfEnvironment } from './contract.js';
import { answered, heard, refused, SILENT } from './heard.js';

const SPOT = {
  symbol: 'BTC_USDT',
  side: 'buy',
  type: 'limit',
  price: '20000',
  size: '0.01',
} as const;
const FUTURES = { symbol: 'BTCUSDT', side: 1, type: 'market', size: 10 } as const;

export async function main(module: typeof bitmart): Promise<void> {
  const { url: baseUrl, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret', apiMemo: 'memo' };
  const socket = (path: string): bitmart.WebsocketClient => {
    const wsUrl = baseUrl.replace(/^http/, 'ws') + path;
    return new module.WebsocketClient({ ...keys, wsUrl }, SILENT as never);
  };
  const spot = new module.RestClient({ ...keys, baseUrl });
  const futures = new module.FuturesClientV2({ ...keys, baseUrl });
  const [market, user] = [socket('/bitmart/spot/public'), socket('/bitmart/spot/user')];
  const subscribed = answered(user, 1);
  const messages = heard(market, /spot\/trade/, 3);
  const fills = heard(user, /"filled"/, 1);
  market.subscribe(['spot/trade:BTC_USDT'], 'spot');
  user.subscribe(['spot/user/orders:ALL_SYMBOLS'], 'spot');
  await Promise.all([messages, subscribed]);

  const buy = { symbol: 'BTC_USDT', side: 'buy', type: 'market', notional: '500' } as const;
  await spot.submitSpotOrderV2(buy);
  await spot.submitSpotOrderV2({ ...SPOT, price: '50000', size: '900' }).catch(refused);
  await spot.submitSpotOrderV2({ ...SPOT, symbol: 'NOPE_USDT' }).catch(refused);
  const { data } = await spot.submitSpotOrderV2(SPOT);
  await spot.cancelSpotOrderV3({ symbol: SPOT.symbol, order_id: data.order_id });
  await futures.submitFuturesOrder(FUTURES as never);
  await futures.submitFuturesOrder({ ...FUTURES, size: 900_000 } as never).catch(refused);
  await futures.getFuturesAccountTrades({ symbol: FUTURES.symbol } as never);
  await fills;
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol', 'insufficient_funds'],
  });
  process.stdin.once('end', () => {
    market.closeAll(true);
    user.closeAll(true);
  });
}

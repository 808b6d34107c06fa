import { describeAccount } from '../support/account-suite.js';
import { call } from '../support/order-suite.js';

const market = (side: string, quantity: number) => ({
  symbol: 'BTCUSDT',
  side,
  type: 'MARKET',
  quantity: String(quantity),
});

for (const transform of [true, false]) {
  describeAccount({
    bots: transform
      ? ['binance-api-node/bot.cjs', 'binance-api-node/bot.mjs']
      : ['binance-api-node/bot.cjs'],
    spot: (side, quantity) => call('client', 'order', market(side, quantity)),
    spotTrades: call('client', 'myTrades', { symbol: 'BTCUSDT' }),
    spotStream: [call('streams', 'user', transform)],
    futures: {
      order: (side, quantity) => call('client', 'futuresOrder', market(side, quantity)),
      positions: call('client', 'futuresPositionRisk', {}),
      stream: [call('streams', 'future', transform)],
    },
    time: call('taken', 'time'),
  });
}

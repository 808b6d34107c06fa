import { describeAccount } from '../support/account-suite.js';
import { call } from '../support/order-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);

describeAccount({
  bots: ['node-binance-api/bot.cjs', 'node-binance-api/bot.mjs'],
  spot: (side, quantity) => own(side === 'BUY' ? 'marketBuy' : 'marketSell', 'BTCUSDT', quantity),
  spotTrades: own('trades', 'BTCUSDT'),
  spotStream: [call('streams', 'user')],
  futures: {
    order: (side, quantity) =>
      own(side === 'BUY' ? 'futuresMarketBuy' : 'futuresMarketSell', 'BTCUSDT', quantity),
    positions: own('futuresPositionRisk'),
    stream: [call('streams', 'future')],
  },
  time: own('time'),
});

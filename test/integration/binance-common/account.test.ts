import { describeAccount } from '../support/account-suite.js';
import { call } from '../support/order-suite.js';

describeAccount({
  bots: ['binance-common/bot.cjs', 'binance-common/bot.mjs'],
  spot: (side, quantity) =>
    call('rest', 'newOrder', { symbol: 'BTCUSDT', side, type: 'MARKET', quantity }),
  spotTrades: call('rest', 'myTrades', { symbol: 'BTCUSDT' }),
  spotStream: [call('sockets', 'api'), call('sockets', 'subscribe')],
  time: call('rest', 'time'),
});

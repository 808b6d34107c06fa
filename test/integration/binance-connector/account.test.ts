import { describeAccount } from '../support/account-suite.js';
import { call } from '../support/order-suite.js';

describeAccount({
  bots: ['binance-connector/bot.cjs', 'binance-connector/bot.mjs'],
  spot: (side, quantity) =>
    call('client', 'newOrder', 'BTCUSDT', side, 'MARKET', { quantity, newOrderRespType: 'ACK' }),
  spotTrades: call('client', 'myTrades', 'BTCUSDT'),
  time: call('client', 'time'),
});

import { call } from '../support/order-suite.js';
import { describeStreams } from '../support/stream-suite.js';

describeStreams({
  bots: ['binance-common/bot.cjs', 'binance-common/bot.mjs'],
  trades: [call('sockets', 'trades', 'btcusdt')],
  event: { on: 'told', name: 'trade' },
});

import { call } from '../support/order-suite.js';
import { describeStreams } from '../support/stream-suite.js';

describeStreams({
  bots: ['node-binance-api/bot.cjs', 'node-binance-api/bot.mjs'],
  trades: [call('streams', 'trades', 'BTCUSDT')],
  event: { on: 'told', name: 'trade' },
});

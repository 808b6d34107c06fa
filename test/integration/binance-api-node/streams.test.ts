import { call } from '../support/order-suite.js';
import { describeStreams } from '../support/stream-suite.js';

describeStreams({
  bots: ['binance-api-node/bot.cjs', 'binance-api-node/bot.mjs'],
  trades: [call('streams', 'trades', 'BTCUSDT')],
  event: { on: 'told', name: 'trade' },
  waits: true,
});

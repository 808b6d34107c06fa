import { call } from '../support/order-suite.js';
import { describeStreams } from '../support/stream-suite.js';

describeStreams({
  bots: ['binance-connector/bot.cjs', 'binance-connector/bot.mjs'],
  trades: [call('stream', 'trade', 'btcusdt')],
  event: { on: 'told', name: 'message' },
});

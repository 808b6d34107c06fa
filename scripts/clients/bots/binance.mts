/** An ES module bot that knows nothing of metrics. */
import * as binance from 'binance';
import { main } from './binance-bot.js';

await main(binance);

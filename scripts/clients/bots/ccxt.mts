/** An ES module bot that knows nothing of metrics. */
import ccxt from 'ccxt';
import { main } from './ccxt-bot.js';

await main(ccxt as never);

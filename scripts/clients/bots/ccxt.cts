/** A CommonJS bot that knows nothing of metrics. */
import ccxt from 'ccxt';
import { main } from './ccxt-bot.js';

void main(ccxt as never);

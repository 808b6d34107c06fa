/** A CommonJS bot that knows nothing of metrics. */
import * as binance from 'binance';
import { main } from './binance-bot.js';

void main(binance);

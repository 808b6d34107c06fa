/** An ES module bot that knows nothing of metrics. */
import ccxt from 'ccxt';
import { trade } from './trade.cjs';

await trade(ccxt);

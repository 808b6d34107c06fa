/** A CommonJS bot that knows nothing of metrics. */
import ccxt from 'ccxt';
import { trade } from './trade.cjs';

void trade(ccxt);

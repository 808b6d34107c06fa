import { CONNECTION } from './exchange/connection.js';
import { LIMITS } from './exchange/limits.js';
import { MARKET_DATA } from './exchange/market-data.js';
import { EXCHANGE_STATS } from './exchange/stats.js';
import { dashboard } from './kit/dashboard.js';

/** The way to the exchange: connections, market data, clocks and limits. */
export const exchange = dashboard({
  key: 'exchange',
  description:
    'Is each exchange connected, how old is its market data, does its clock agree with ours, and how much of its limits is used?',
  from: 'now-6h',
  refresh: '30s',
  stats: EXCHANGE_STATS,
  sections: [CONNECTION, MARKET_DATA, LIMITS],
});

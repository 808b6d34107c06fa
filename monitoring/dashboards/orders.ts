import { dashboard } from './kit/dashboard.js';
import { EXECUTION } from './orders/execution.js';
import { FILLS } from './orders/fills.js';
import { OUTCOMES } from './orders/outcomes.js';
import { ORDER_STATS } from './orders/stats.js';

/** What becomes of orders, and how long they take. */
export const orders = dashboard({
  key: 'orders',
  description:
    'Do orders arrive, why do they fail, and how long do they take? Points on the latency panels are exemplars; each leads to the trace of one order.',
  from: 'now-6h',
  refresh: '30s',
  stats: ORDER_STATS,
  sections: [OUTCOMES, EXECUTION, FILLS],
});

import { BOTS } from './health/bots.js';
import { PROMETHEUS } from './health/prometheus.js';
import { RINGING } from './health/ringing.js';
import { HEALTH_STATS } from './health/stats.js';
import { TELEMETRY } from './health/telemetry.js';
import { dashboard } from './kit/dashboard.js';

/** The processes: the bots, what they tell, and the stack that listens. */
export const health = dashboard({
  key: 'health',
  description:
    'Do the bots live, is anything of what they tell lost, and does the stack that watches them work itself?',
  from: 'now-6h',
  refresh: '30s',
  stats: HEALTH_STATS,
  sections: [BOTS, TELEMETRY, PROMETHEUS, RINGING],
});

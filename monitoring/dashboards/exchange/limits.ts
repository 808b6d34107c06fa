import { recentCount } from '../../recent-count.js';
import { THRESHOLDS } from '../../thresholds.js';
import { barGauge } from '../kit/bar-gauge.js';
import type { Section } from '../kit/dashboard.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE } from '../kit/variables.js';

const USAGE = `genesis_rate_limit_usage_ratio{${EXCHANGE}}`;
const REFUSED = `genesis_order_errors_total{${EXCHANGE},error_type="rate_limit"}`;
const { warning, critical } = THRESHOLDS.rateLimitUsage;

export const LIMITS: Section = {
  title: 'Rate limits',
  panels: [
    barGauge({
      title: 'Rate limits now',
      description:
        'Use of each limit within its window, now. `client` is an estimate of the client where the exchange tells nothing.',
      unit: 'percentunit',
      decimals: 0,
      queries: [{ expr: USAGE, legend: '{{instance}} {{exchange}} {{limit_type}}' }],
      thresholds: rising(warning, critical),
      min: 0,
      max: 1,
      width: 8,
      height: 9,
    }),
    timeSeries({
      title: 'Rate limit usage',
      description: `The highest use of each limit within 90 seconds, 0 to 1, as the alerts have it; the use itself falls to 0 when the window of the limit ends. The lines are the alerts, ${warning * 100} % and ${critical * 100} %. At 100 % the exchange refuses, then bans.`,
      unit: 'percentunit',
      queries: [
        {
          expr: `max_over_time(${USAGE}[90s])`,
          legend: '{{instance}} {{exchange}} {{limit_type}}',
        },
      ],
      thresholds: rising(warning, critical),
      min: 0,
      max: 1,
      width: 16,
      height: 9,
    }),
    timeSeries({
      title: 'Refused for their rate',
      description:
        'Order operations within ten minutes that the exchange refused because there were too many.',
      unit: 'short',
      queries: [
        {
          expr: `sum by (exchange) (${recentCount(REFUSED, ['exchange'], '10m')})`,
          legend: '{{exchange}}',
        },
      ],
      min: 0,
      width: 24,
      height: 7,
    }),
  ],
};

import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { heatmap } from '../kit/heatmap.js';
import type { Query } from '../kit/query.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE } from '../kit/variables.js';

const TIME = 'genesis_order_execution_time_seconds';
const WAIT = 'genesis_order_throttle_wait_seconds';
const RATE_INTERVAL = '[$__rate_interval]';
const { warning, critical } = THRESHOLDS.orderLatencyP99Seconds;

function quantile(q: number, metric: string, by: string, legend: string): Query {
  const buckets = `rate(${metric}_bucket{${EXCHANGE}}${RATE_INTERVAL})`;
  return {
    expr: `histogram_quantile(${q}, sum by (${by}) (${buckets}))`,
    legend,
    exemplar: true,
  };
}

export const EXECUTION: Section = {
  title: 'How long orders take',
  panels: [
    timeSeries({
      title: 'Execution time',
      description: `From the request of an order to its end, without the client's own throttle wait: the median, the slowest twentieth and the slowest hundredth. The lines are the alerts on p99, ${warning} s and ${critical} s.`,
      unit: 's',
      queries: [
        quantile(0.5, TIME, 'le', 'p50'),
        quantile(0.95, TIME, 'le', 'p95'),
        quantile(0.99, TIME, 'le', 'p99'),
      ],
      thresholds: rising(warning, critical),
      min: 0,
      width: 12,
      height: 10,
    }),
    heatmap({
      title: 'Execution time, distribution',
      description:
        'How many orders took how long. Two bands are two kinds of orders or two ways to the exchange; a band that climbs is an exchange that slows down.',
      unit: 's',
      queries: [
        {
          expr: `sum by (le) (increase(${TIME}_bucket{${EXCHANGE}}${RATE_INTERVAL}))`,
          legend: '{{le}}',
          exemplar: true,
        },
      ],
      width: 12,
      height: 10,
    }),
    timeSeries({
      title: 'Execution time p99 by exchange and outcome',
      description:
        'The slowest hundredth on each exchange, by how the orders ended. Failures that are slower than successes are timeouts.',
      unit: 's',
      queries: [quantile(0.99, TIME, 'le, exchange, outcome', '{{exchange}} {{outcome}}')],
      thresholds: rising(warning, critical),
      min: 0,
      width: 8,
      height: 9,
    }),
    timeSeries({
      title: 'Mean execution time by type',
      description: 'Mean execution time on each exchange, by order type.',
      unit: 's',
      queries: [
        {
          expr: `sum by (exchange, type) (rate(${TIME}_sum{${EXCHANGE}}${RATE_INTERVAL})) / (sum by (exchange, type) (rate(${TIME}_count{${EXCHANGE}}${RATE_INTERVAL})) > 0)`,
          legend: '{{exchange}} {{type}}',
        },
      ],
      min: 0,
      width: 8,
      height: 9,
    }),
    timeSeries({
      title: 'Throttle wait',
      description:
        "How long the client's own rate limiter held orders back before they were sent: the median and the slowest hundredth. It grows when the bot asks for more than the limit allows.",
      unit: 's',
      queries: [
        quantile(0.5, WAIT, 'le, exchange', '{{exchange}} p50'),
        quantile(0.99, WAIT, 'le, exchange', '{{exchange}} p99'),
      ],
      min: 0,
      width: 8,
      height: 9,
    }),
  ],
};

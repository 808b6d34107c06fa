import { recentCount } from '../../recent-count.js';
import { THRESHOLDS } from '../../thresholds.js';
import { stat } from '../kit/stat.js';
import { rising } from '../kit/thresholds.js';
import { EXCHANGE, MARKET } from '../kit/variables.js';

const { orderFailureRatio, orderLatencyP99Seconds } = THRESHOLDS;
const BUCKETS = `sum by (le) (rate(genesis_order_execution_time_seconds_bucket{${EXCHANGE}}[5m]))`;

const UNKNOWN = `genesis_order_errors_total{${EXCHANGE},error_type=~"timeout|network"}`;

export const ORDER_STATS = [
  stat({
    title: 'Orders',
    description: 'Orders placed a second, over five minutes; one logical order counts once.',
    unit: 'suffix:/s',
    decimals: 2,
    query: { expr: `sum(rate(genesis_orders_total{${MARKET}}[5m]))` },
  }),
  stat({
    title: 'Failed',
    description: 'Share of the orders of the last five minutes that failed.',
    unit: 'percentunit',
    decimals: 1,
    query: {
      expr: `sum(rate(genesis_orders_failed_total{${MARKET}}[5m])) / (sum(rate(genesis_orders_total{${MARKET}}[5m])) > 0)`,
    },
    thresholds: rising(orderFailureRatio.warning, orderFailureRatio.critical),
  }),
  stat({
    title: 'Outcome unknown',
    description:
      'Order operations within the last hour that ended in a timeout or a broken connection: the exchange may have done them. Compare the open orders.',
    unit: 'short',
    decimals: 0,
    query: {
      expr: `sum(${recentCount(UNKNOWN, ['exchange'], '1h')}) or vector(0)`,
    },
    thresholds: rising(1),
  }),
  stat({
    title: 'p50',
    description: 'Half of the orders of the last five minutes took at most this long.',
    unit: 's',
    query: { expr: `histogram_quantile(0.5, ${BUCKETS})` },
  }),
  stat({
    title: 'p99',
    description:
      'The slowest hundredth of the orders of the last five minutes took at least this long.',
    unit: 's',
    query: { expr: `histogram_quantile(0.99, ${BUCKETS})` },
    thresholds: rising(orderLatencyP99Seconds.warning, orderLatencyP99Seconds.critical),
  }),
  stat({
    title: 'Fills',
    description: 'Executions a second, over five minutes; each trade id counts once.',
    unit: 'suffix:/s',
    decimals: 2,
    query: { expr: `sum(rate(genesis_trades_total{${MARKET}}[5m]))` },
  }),
];

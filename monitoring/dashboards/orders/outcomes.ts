import { RECORDED } from '../../recording/names.js';
import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE, MARKET } from '../kit/variables.js';

const PLACED = `rate(genesis_orders_total{${MARKET}}[$__rate_interval])`;
const FAILED = `rate(genesis_orders_failed_total{${MARKET}}[$__rate_interval])`;
const { warning, critical } = THRESHOLDS.orderFailureRatio;

/**
 * Errors within a bar. The series of a class begins with its first error, at 1, which increase()
 * cannot see; a series that was not there an interval ago counts as it stands.
 */
function errors(by: string): string {
  const series = `genesis_order_errors_total{${EXCHANGE}}`;
  return `sum by (${by}) (increase(${series}[$__rate_interval]) > 0 or (${series} unless ${series} offset $__rate_interval))`;
}

export const OUTCOMES: Section = {
  title: 'What becomes of orders',
  panels: [
    timeSeries({
      title: 'Orders by outcome',
      description: 'Orders placed a second, by whether they failed.',
      unit: 'suffix:/s',
      queries: [
        { expr: `sum(${PLACED}) - sum(${FAILED})`, legend: 'accepted' },
        { expr: `sum(${FAILED})`, legend: 'failed' },
      ],
      stacked: true,
      min: 0,
      colours: { '/^accepted$/': 'green', '/^failed$/': 'red' },
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Orders by market',
      description: 'Orders placed a second on each market.',
      unit: 'suffix:/s',
      queries: [
        { expr: `sum by (exchange, symbol) (${PLACED})`, legend: '{{exchange}} {{symbol}}' },
      ],
      stacked: true,
      min: 0,
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Failure ratio',
      description: `Share of the orders of the last five minutes that failed, for each bot and exchange; the choice of markets is not minded. The lines are the alerts; fewer than ${THRESHOLDS.orderFailureLeastOrders} orders do not ring. It needs the recording rules.`,
      unit: 'percentunit',
      queries: [
        { expr: `${RECORDED.failureRatio}{${EXCHANGE}}`, legend: '{{instance}} {{exchange}}' },
      ],
      thresholds: rising(warning, critical),
      min: 0,
      softMax: warning,
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Errors by class',
      description:
        'Order operations that failed, a bar a minute, by why. Of timeout and network the outcome is unknown: the exchange may have the order.',
      unit: 'short',
      queries: [{ expr: errors('error_type'), legend: '{{error_type}}' }],
      stacked: true,
      bars: true,
      min: 0,
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Errors by operation',
      description:
        'Order operations that failed, a bar a minute, by what was asked for. A cancellation that fails leaves an order open.',
      unit: 'short',
      queries: [{ expr: errors('exchange, operation'), legend: '{{exchange}} {{operation}}' }],
      stacked: true,
      bars: true,
      min: 0,
      width: 12,
      height: 8,
    }),
    timeSeries({
      title: 'Orders by side and type',
      description: 'Orders placed a second, by side and order type.',
      unit: 'suffix:/s',
      queries: [{ expr: `sum by (side, type) (${PLACED})`, legend: '{{side}} {{type}}' }],
      stacked: true,
      min: 0,
      width: 12,
      height: 8,
    }),
  ],
};

import type { Section } from '../kit/dashboard.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE, MARKET } from '../kit/variables.js';

const FILLS_RATE = `rate(genesis_trades_total{${MARKET}}[$__rate_interval])`;

export const FILLS: Section = {
  title: 'Fills',
  panels: [
    timeSeries({
      title: 'Fills by market and side',
      description: 'Executions a second; each trade id counts once.',
      unit: 'suffix:/s',
      queries: [
        {
          expr: `sum by (exchange, symbol, side) (${FILLS_RATE})`,
          legend: '{{exchange}} {{symbol}} {{side}}',
        },
      ],
      stacked: true,
      min: 0,
      width: 12,
      height: 9,
    }),
    timeSeries({
      title: 'Fills per order',
      description:
        'Executions of the last quarter of an hour for each order of it. Far below 1, orders rest or are cancelled; far above, they are filled in small pieces.',
      unit: 'none',
      decimals: 2,
      queries: [
        {
          expr: `sum by (exchange) (increase(genesis_trades_total{${EXCHANGE}}[15m])) / (sum by (exchange) (increase(genesis_orders_total{${EXCHANGE}}[15m])) > 0)`,
          legend: '{{exchange}}',
        },
      ],
      min: 0,
      width: 12,
      height: 9,
    }),
  ],
};

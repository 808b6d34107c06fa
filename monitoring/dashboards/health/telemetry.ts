import { recentCount } from '../../recent-count.js';
import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { BOT } from '../kit/variables.js';

const RATE_INTERVAL = '[$__rate_interval]';

const SCRAPES = [
  timeSeries({
    title: 'Scrape duration',
    description:
      'How long Prometheus waited for each bot, and the slowest hundredth as the bot measured it. The line is the alert; at the scrape timeout, samples are lost.',
    unit: 's',
    queries: [
      { expr: `scrape_duration_seconds{${BOT}}`, legend: '{{instance}} seen by Prometheus' },
      {
        expr: `histogram_quantile(0.99, sum by (job, instance, le) (rate(genesis_scrape_duration_seconds_bucket{${BOT}}${RATE_INTERVAL})))`,
        legend: '{{instance}} p99 in the bot',
      },
    ],
    thresholds: rising(THRESHOLDS.scrapeSeconds),
    min: 0,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Samples and size of a scrape',
    description:
      'Samples that a scrape of each bot brought, and its mean size as sent, on the right. A line that only rises is a label with ever new values.',
    unit: 'short',
    queries: [
      { expr: `scrape_samples_scraped{${BOT}}`, legend: '{{instance}} samples' },
      {
        expr: `rate(genesis_scrape_response_size_bytes_sum{${BOT}}${RATE_INTERVAL}) / (rate(genesis_scrape_response_size_bytes_count{${BOT}}${RATE_INTERVAL}) > 0)`,
        legend: '{{instance}} size',
      },
    ],
    right: { names: '/size$/', unit: 'bytes' },
    min: 0,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Scrape errors by cause',
    description:
      'Scrapes that failed, and callbacks that were left out of one, counted within ten minutes.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (job, instance, cause) (increase(genesis_scrape_errors_total{${BOT}}[10m]))`,
        legend: '{{instance}} {{cause}}',
      },
    ],
    min: 0,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Refused requests for the metrics',
    description:
      'Requests without valid credentials, counted within ten minutes, by cause. After a change of the token: who still has the old one. Otherwise: somebody who should not ask. The line is the alert.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (job, instance, cause) (increase(genesis_scrape_auth_failures_total{${BOT}}[10m]))`,
        legend: '{{instance}} {{cause}}',
      },
    ],
    thresholds: rising(THRESHOLDS.scrapeAuthFailures),
    min: 0,
    width: 12,
    height: 8,
  }),
];

const PUSHES = [
  timeSeries({
    title: 'OTLP pushes by outcome',
    description:
      'Pushes within ten minutes, by what is pushed and how they ended. Bots that push nothing have none.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (signal, outcome) (increase(genesis_otlp_pushes_total{${BOT}}[10m]))`,
        legend: '{{signal}} {{outcome}}',
      },
    ],
    stacked: true,
    min: 0,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Dropped by the push',
    description:
      'Data points and spans within ten minutes that no collector has taken. What metrics have counted comes with a later push; spans are lost.',
    unit: 'short',
    queries: [
      {
        expr: `sum by (signal, cause) (increase(genesis_otlp_dropped_total{${BOT}}[10m]))`,
        legend: '{{signal}} {{cause}}',
      },
    ],
    min: 0,
    width: 12,
    height: 8,
  }),
];

const LOSSES = [
  timeSeries({
    title: 'Dropped measurements',
    description:
      'Values within ten minutes that were no usable numbers and were left out: the bot or its client tells nonsense.',
    unit: 'short',
    queries: [
      {
        expr: recentCount(`genesis_dropped_measurements_total{${BOT}}`, ['cause'], '10m'),
        legend: '{{instance}} {{cause}}',
      },
    ],
    min: 0,
    width: 12,
    height: 8,
  }),
  timeSeries({
    title: 'Series in the overflow',
    description:
      'Metrics of each bot that have reached 10,000 label sets: further ones are counted in one series. None is good.',
    unit: 'short',
    decimals: 0,
    queries: [
      {
        expr: `count by (job, instance) ({__name__=~"genesis_.+",otel_metric_overflow="true",${BOT}})`,
        legend: '{{instance}}',
      },
    ],
    min: 0,
    width: 12,
    height: 8,
  }),
];

export const TELEMETRY: Section = {
  title: 'What the bots tell',
  panels: [...SCRAPES, ...PUSHES, ...LOSSES],
};

import { STORAGE_USAGE } from '../../alerts/storage.js';
import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { STACK_JOBS } from './stack-jobs.js';

const RATE_INTERVAL = '[$__rate_interval]';

const STORAGE = [
  timeSeries({
    title: 'Ingested samples',
    description: 'Samples that Prometheus stores a second.',
    unit: 'suffix:/s',
    queries: [
      {
        expr: `sum by (instance) (rate(prometheus_tsdb_head_samples_appended_total${RATE_INTERVAL}))`,
        legend: '{{instance}}',
      },
    ],
    min: 0,
    width: 6,
    height: 8,
  }),
  timeSeries({
    title: 'Series in memory',
    description: 'Series of the last hours. Memory and query time grow with them.',
    unit: 'short',
    queries: [{ expr: 'prometheus_tsdb_head_series', legend: '{{instance}}' }],
    min: 0,
    width: 6,
    height: 8,
  }),
  timeSeries({
    title: 'Storage used',
    description:
      'Share of the space that Prometheus may use (PROMETHEUS_RETENTION_SIZE) that its data take. The line is the alert; at 100 % the oldest blocks go, before their time. Without a limit there is nothing to see.',
    unit: 'percentunit',
    queries: [{ expr: STORAGE_USAGE, legend: '{{instance}}' }],
    thresholds: rising(THRESHOLDS.storageUsage),
    min: 0,
    softMax: 1,
    width: 6,
    height: 8,
  }),
  timeSeries({
    title: 'Blocks and their limit',
    description:
      'Disk that the blocks take, which hold all but the last hours, and the limit on all data (PROMETHEUS_RETENTION_SIZE).',
    unit: 'bytes',
    queries: [
      { expr: 'prometheus_tsdb_storage_blocks_bytes', legend: '{{instance}} blocks' },
      { expr: 'prometheus_tsdb_retention_limit_bytes > 0', legend: '{{instance}} limit' },
    ],
    colours: { '/limit$/': 'red' },
    min: 0,
    width: 6,
    height: 8,
  }),
];

const WORK = [
  timeSeries({
    title: 'Rule evaluation',
    description:
      'How long the evaluation of each group of rules took last. Longer than its interval, alerts come late.',
    unit: 's',
    queries: [
      {
        // The label has the path of the file in front.
        expr: 'sum by (group) (label_replace(prometheus_rule_group_last_duration_seconds, "group", "$1", "rule_group", ".*;(.*)"))',
        legend: '{{group}}',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Query duration p99',
    description:
      'The slowest hundredth of the queries by what they waited for or did, and of the requests of dashboards by path.',
    unit: 's',
    queries: [
      {
        expr: 'max by (slice) (prometheus_engine_query_duration_seconds{quantile="0.99"})',
        legend: '{{slice}}',
      },
      {
        expr: `histogram_quantile(0.99, sum by (handler, le) (rate(prometheus_http_request_duration_seconds_bucket{handler=~"/api/v1/query.*"}${RATE_INTERVAL})))`,
        legend: '{{handler}}',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Failures of Prometheus itself',
    description:
      'Within ten minutes: rules that could not be evaluated, damage in the storage, and samples that no remote store has taken. None is good.',
    unit: 'short',
    queries: [
      {
        expr: 'sum(increase(prometheus_rule_evaluation_failures_total[10m]))',
        legend: 'rule evaluations',
      },
      {
        expr: 'sum(increase(prometheus_tsdb_compactions_failed_total[10m]))',
        legend: 'compactions',
      },
      { expr: 'sum(increase(prometheus_tsdb_wal_corruptions_total[10m]))', legend: 'log damage' },
      {
        expr: 'sum(increase(prometheus_remote_storage_samples_failed_total[10m]))',
        legend: 'remote write',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
];

const NOTIFICATIONS = [
  timeSeries({
    title: 'Notifications to Alertmanager',
    description:
      'Alerts that Prometheus sent to each Alertmanager within ten minutes, and those that failed or were dropped. With a Watchdog that always fires, sent is never 0.',
    unit: 'short',
    queries: [
      {
        expr: 'sum by (alertmanager) (increase(prometheus_notifications_sent_total[10m]))',
        legend: 'sent to {{alertmanager}}',
      },
      {
        expr: 'sum by (alertmanager) (increase(prometheus_notifications_errors_total[10m]))',
        legend: 'failed to {{alertmanager}}',
      },
      { expr: 'sum(increase(prometheus_notifications_dropped_total[10m]))', legend: 'dropped' },
    ],
    colours: { '/^(failed|dropped)/': 'red' },
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Notifications to people',
    description:
      'What Alertmanager sent to each channel within ten minutes, and what failed: a channel that fails is a phone that does not ring.',
    unit: 'short',
    queries: [
      {
        expr: 'sum by (integration) (increase(alertmanager_notifications_total[10m])) > 0',
        legend: '{{integration}} sent',
      },
      {
        expr: 'sum by (integration) (increase(alertmanager_notifications_failed_total[10m])) > 0',
        legend: '{{integration}} failed',
      },
    ],
    colours: { '/failed$/': 'red' },
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Memory of the stack',
    description: 'Resident memory of Prometheus and of the other parts that tell it.',
    unit: 'bytes',
    queries: [
      {
        expr: `process_resident_memory_bytes{job=~"${STACK_JOBS}"}`,
        legend: '{{job}} {{instance}}',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
];

export const PROMETHEUS: Section = {
  title: 'The stack',
  panels: [...STORAGE, ...WORK, ...NOTIFICATIONS],
};

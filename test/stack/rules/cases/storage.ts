import { type AlertCases, type Labels, series } from '../support/rule-case.js';
import { flat, ramp } from '../support/series.js';

const PROMETHEUS: Labels = { job: 'prometheus', instance: 'prometheus:9090' };
const MIB = 1_048_576;

const tsdb = (name: string): string => series(`prometheus_tsdb_${name}`, PROMETHEUS);

const LIMIT = { [tsdb('retention_limit_bytes')]: [flat(1000 * MIB, '90m')] };

/** Failures that count, each a counter of its own. */
const FAILURES = [
  'compactions_failed',
  'reloads_failures',
  'head_truncations_failed',
  'wal_corruptions',
  'wal_truncations_failed',
  'wal_writes_failed',
  'checkpoint_creations_failed',
  'checkpoint_deletions_failed',
].map((what) => tsdb(`${what}_total`));

const NO_FAILURES = Object.fromEntries(FAILURES.map((name) => [name, [flat(2, '60m')]]));

/** After ten minutes: seen for a quarter of an hour, and for five minutes more. */
const FAILED_ONCE = {
  ...{ '9m45s': [], '10m': [PROMETHEUS], '24m30s': [PROMETHEUS] },
  ...{ '29m30s': [PROMETHEUS], '30m15s': [] },
};

export const storageCases: readonly AlertCases[] = [
  {
    alert: 'PrometheusStorageFull',
    cases: [
      {
        story: 'blocks, log and head together come near the limit, until old blocks are deleted',
        series: {
          ...LIMIT,
          [tsdb('storage_blocks_bytes')]: [flat(800 * MIB, '40m'), flat(600 * MIB, '50m')],
          [tsdb('wal_storage_size_bytes')]: [flat(60 * MIB, '90m')],
          [tsdb('head_chunks_storage_size_bytes')]: [flat(50 * MIB, '90m')],
        },
        ringing: {
          ...{ '14m45s': [], '15m': [PROMETHEUS], '40m': [PROMETHEUS] },
          ...{ '54m45s': [PROMETHEUS], '55m15s': [] },
        },
        told: {
          at: '20m',
          labels: PROMETHEUS,
          summary: 'Prometheus prometheus:9090 has used 91% of its space',
          description:
            'The data of Prometheus prometheus:9090 take 91% of the space that it may use, more than 90%. At 100% it deletes its oldest data before their time.',
        },
      },
      {
        story: 'a Prometheus that only tells the size of its blocks',
        series: { ...LIMIT, [tsdb('storage_blocks_bytes')]: [flat(920 * MIB, '20m')] },
        ringing: { '15m': [PROMETHEUS] },
      },
      {
        story: 'room is left, and compaction needs more for ten minutes',
        series: {
          ...LIMIT,
          [tsdb('storage_blocks_bytes')]: [
            ...[flat(800 * MIB, '10m'), flat(990 * MIB, '10m'), flat(800 * MIB, '60m')],
          ],
          [tsdb('wal_storage_size_bytes')]: [flat(90 * MIB, '80m')],
        },
        ringing: { '15m': [], '25m': [], '60m': [] },
      },
      {
        story: 'a Prometheus without a limit',
        series: {
          [tsdb('retention_limit_bytes')]: [flat(0, '30m')],
          [tsdb('storage_blocks_bytes')]: [flat(5_000 * MIB, '30m')],
        },
        ringing: { '15m': [], '29m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusRetentionCut',
    evaluatedEvery: '5m',
    cases: [
      {
        story: 'one block is deleted for want of space',
        interval: '5m',
        series: { [tsdb('size_retentions_total')]: ['0+0x11', '1+0x599'] },
        ringing: { '55m': [], '60m': [PROMETHEUS], '48h': [PROMETHEUS], '49h15m': [] },
        told: {
          at: '24h',
          labels: PROMETHEUS,
          summary: 'Prometheus prometheus:9090 deletes history before its time, for want of space',
          description:
            'Within two days Prometheus prometheus:9090 has deleted its oldest data 1 times because they had grown too large, not because they were old enough.',
        },
      },
      {
        story: 'blocks are deleted because they are old, and were for want of space last week',
        series: {
          [tsdb('size_retentions_total')]: [flat(3, '3h')],
          [tsdb('time_retentions_total')]: [ramp(0, 1, '3h')],
        },
        ringing: { '1h': [], '175m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusTsdbTrouble',
    cases: [
      {
        story: 'a compaction fails',
        series: {
          ...NO_FAILURES,
          [tsdb('compactions_failed_total')]: [flat(2, '10m'), flat(3, '50m')],
        },
        ringing: FAILED_ONCE,
        told: {
          at: '11m',
          labels: PROMETHEUS,
          summary: 'Prometheus prometheus:9090 cannot keep its data: 1 failures on disk',
          description:
            'Prometheus prometheus:9090 has failed 1 times within a quarter of an hour to write, compact or load its data: a full or broken disk, as a rule. It loses history, and soon its eyes.',
        },
      },
      ...FAILURES.slice(1).map((name) => ({
        story: `${name} rises`,
        series: { ...NO_FAILURES, [name]: [flat(2, '10m'), flat(3, '50m')] },
        ringing: FAILED_ONCE,
      })),
      {
        story: 'failures of last week',
        series: NO_FAILURES,
        ringing: { '1m': [], '59m': [] },
      },
    ],
  },
];

import { THRESHOLDS } from '../thresholds.js';
import type { Alert } from './alert.js';
import { BOT, PERCENT_OF_ONE, percent, WHOLE } from './wording.js';

const { storageUsage } = THRESHOLDS;
const BLOCKS = 'prometheus_tsdb_storage_blocks_bytes';

/** Prometheus 2.42 does not tell the size of what is not in blocks yet. */
const orNothing = (metric: string): string => `(${metric} or 0 * ${BLOCKS})`;

/** What Prometheus has on disk, of the space that it may use. */
export const STORAGE_USAGE = `(
  ${BLOCKS}
+ ${orNothing('prometheus_tsdb_wal_storage_size_bytes')}
+ ${orNothing('prometheus_tsdb_head_chunks_storage_size_bytes')}
) / (prometheus_tsdb_retention_limit_bytes > 0)`;

const TROUBLE = [
  'compactions_failed',
  'reloads_failures',
  'head_truncations_failed',
  'wal_corruptions',
  'wal_truncations_failed',
  'wal_writes_failed',
  'checkpoint_creations_failed',
  'checkpoint_deletions_failed',
].map((what) => `increase(prometheus_tsdb_${what}_total[15m])`);

export const storageAlerts: readonly Alert[] = [
  {
    name: 'PrometheusStorageFull',
    severity: 'warning',
    expr: `${STORAGE_USAGE} > ${storageUsage}`,
    for: '15m',
    keepFiringFor: '15m',
    when: `data take more than ${percent(storageUsage)} of the retention size`,
    summary: `Prometheus ${BOT} has used ${PERCENT_OF_ONE} of its space`,
    description: `The data of Prometheus ${BOT} take ${PERCENT_OF_ONE} of the space that it may use, more than ${percent(storageUsage)}. At 100% it deletes its oldest data before their time.`,
    action: 'Raise PROMETHEUS_RETENTION_SIZE if the disk has room, or record less.',
    dashboard: 'health',
    panel: 'Storage used',
  },
  {
    name: 'PrometheusRetentionCut',
    severity: 'warning',
    expr: 'increase(prometheus_tsdb_size_retentions_total[2d]) > 0',
    when: 'data were deleted for want of space within 2 days',
    summary: `Prometheus ${BOT} deletes history before its time, for want of space`,
    description: `Within two days Prometheus ${BOT} has deleted its oldest data ${WHOLE} times because they had grown too large, not because they were old enough.`,
    action: 'Raise PROMETHEUS_RETENTION_SIZE if the disk has room, or record less.',
    dashboard: 'health',
    panel: 'Storage used',
  },
  {
    name: 'PrometheusTsdbTrouble',
    severity: 'critical',
    expr: `(
  ${TROUBLE.join('\n+ ')}
) > 0`,
    keepFiringFor: '5m',
    when: 'writing, compacting or loading data failed within 15 minutes',
    summary: `Prometheus ${BOT} cannot keep its data: ${WHOLE} failures on disk`,
    description: `Prometheus ${BOT} has failed ${WHOLE} times within a quarter of an hour to write, compact or load its data: a full or broken disk, as a rule. It loses history, and soon its eyes.`,
    action: 'Look at the free space of its disk (df) and at its log.',
    dashboard: 'health',
    panel: 'Failures of Prometheus itself',
  },
  {
    name: 'PrometheusNotIngesting',
    severity: 'critical',
    // A sample about itself is missing: the last thing that Prometheus can tell of a full disk.
    expr: 'absent(prometheus_tsdb_head_samples_appended_total{job="prometheus"})',
    for: '2m',
    when: 'there is no sample of Prometheus about itself',
    summary: 'Prometheus stores nothing, not even about itself',
    description:
      'Prometheus has stored no sample about itself for some minutes. It does not see the bots either: no other alert can ring.',
    action: 'Look at its log and at the free space of its disk; watch the bots by hand.',
    dashboard: 'health',
    panel: 'Ingested samples',
  },
];

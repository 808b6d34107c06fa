import { recentCount } from '../recent-count.js';
import { THRESHOLDS } from '../thresholds.js';
import type { AlertGroup } from './alert.js';
import { BOT, DURATION, WHOLE } from './wording.js';

const { scrapeAuthFailures, scrapeChanges, scrapeSeconds } = THRESHOLDS;

function pushes(selector: string): string {
  return `sum by (job, instance, signal) (increase(genesis_otlp_pushes_total${selector}[10m]))`;
}

export const telemetryAlerts: AlertGroup = {
  name: 'genesis-telemetry',
  alerts: [
    {
      name: 'GenesisCardinalityOverflow',
      severity: 'warning',
      expr: 'count by (job, instance) ({__name__=~"genesis_.+", otel_metric_overflow="true"}) > 0',
      for: '1m',
      when: 'a metric has more label sets than the limit',
      summary: `Too many label sets: ${BOT} no longer tells some of them apart`,
      description: `A metric of ${BOT} has reached 10,000 label sets. Further ones are counted together in series with otel_metric_overflow="true" ({{ $value }} of them): alerts by exchange no longer see those.`,
      action: 'Find the metric and the label that grows; restart the bot once that is mended.',
      dashboard: 'health',
      panel: 'Series in the overflow',
    },
    {
      name: 'GenesisMeasurementsDropped',
      severity: 'warning',
      expr: `${recentCount('genesis_dropped_measurements_total', ['cause'], '10m')} > 0`,
      when: 'a measurement was dropped within 10 minutes',
      summary: `Measurements dropped: ${BOT}, ${WHOLE} for {{ $labels.cause }}`,
      description: `${BOT} has handed over ${WHOLE} measurements within ten minutes that are no figures to export ({{ $labels.cause }}). What they should have shown is missing, P&L perhaps.`,
      action: 'Look in the bot’s log for the line that names the first of them.',
      dashboard: 'health',
      panel: 'Dropped measurements',
    },
    {
      name: 'GenesisOtlpDropped',
      severity: 'warning',
      expr: 'sum by (job, instance, signal, cause) (increase(genesis_otlp_dropped_total[10m])) > 0',
      for: '10m',
      keepFiringFor: '5m',
      when: 'pushes lose something within 10 minutes, again and again',
      summary: `Telemetry lost: ${BOT}, ${WHOLE} {{ $labels.signal }} items ({{ $labels.cause }})`,
      description: `No collector has taken ${WHOLE} items ({{ $labels.signal }}) of ${BOT} within ten minutes, cause {{ $labels.cause }}, and it goes on. Spans are gone; what metrics have counted comes with a later push.`,
      action: 'Look at the collector: does it run, and does it take what it gets?',
      dashboard: 'health',
      panel: 'Dropped by the push',
    },
    {
      name: 'GenesisOtlpPushFailing',
      severity: 'warning',
      expr: `${pushes('{outcome=~"success|partial"}')} == 0 and ${pushes('')} > 0`,
      for: '5m',
      keepFiringFor: '5m',
      when: 'pushes are tried and none succeeds within 10 minutes',
      summary: `Push fails: no collector takes the {{ $labels.signal }} of ${BOT}`,
      description: `${BOT} has tried to push {{ $labels.signal }} over OTLP for more than ten minutes, without success. Where only the push feeds the long-term store, it has a gap from here on.`,
      action: 'Check the collector’s address, its certificate and its token.',
      dashboard: 'health',
      panel: 'OTLP pushes by outcome',
    },
    {
      name: 'GenesisScrapeErrors',
      severity: 'warning',
      expr: 'sum by (job, instance, cause) (increase(genesis_scrape_errors_total[10m])) > 0',
      for: '10m',
      keepFiringFor: '5m',
      when: 'the endpoint fails within 10 minutes, again and again',
      summary: `Scrapes fail: ${BOT}, ${WHOLE} in 10 minutes ({{ $labels.cause }})`,
      description: `The metrics endpoint of ${BOT} has failed ${WHOLE} times within ten minutes, cause {{ $labels.cause }}, and it goes on. Some series may be missing: alerts on them cannot ring.`,
      action: 'Look in the bot’s log for the line that says which callback or limit it was.',
      dashboard: 'health',
      panel: 'Scrape errors by cause',
    },
    {
      name: 'GenesisScrapesFlapping',
      severity: 'warning',
      // Each scrape that fails ends all series of the bot, and what has to last begins anew.
      expr: `changes(up{job="genesis"}[10m]) >= ${scrapeChanges}`,
      keepFiringFor: '5m',
      when: `scrapes of a bot fail now and then: ${scrapeChanges} changes or more within 10 minutes`,
      summary: `Scrapes come and go: ${BOT}, ${WHOLE} changes in 10 minutes`,
      description: `Scrapes of ${BOT} fail and succeed by turns, ${WHOLE} changes within ten minutes. Alerts that wait for a minute or two begin to wait anew with each failure: a lost connection or a high drawdown may not ring.`,
      action: 'Look at the bot by hand; then at the last error on Status > Target health.',
      dashboard: 'health',
      panel: 'Reached by Prometheus',
    },
    {
      name: 'GenesisScrapeAuthFailures',
      severity: 'warning',
      expr: `sum by (job, instance, cause) (increase(genesis_scrape_auth_failures_total[10m])) > ${scrapeAuthFailures}`,
      keepFiringFor: '5m',
      when: `more than ${scrapeAuthFailures} requests without valid credentials within 10 minutes`,
      summary: `Somebody asks ${BOT} for metrics without right: ${WHOLE} times ({{ $labels.cause }})`,
      description: `The metrics endpoint of ${BOT} has refused ${WHOLE} requests within ten minutes, cause {{ $labels.cause }}: a scraper with an old token, or somebody who tries.`,
      action: 'Find out who asks; make the port unreachable for strangers.',
      dashboard: 'health',
      panel: 'Refused requests for the metrics',
    },
    {
      name: 'GenesisScrapeSlow',
      severity: 'warning',
      expr: `avg_over_time(scrape_duration_seconds{job="genesis"}[5m]) > ${scrapeSeconds}`,
      for: '5m',
      keepFiringFor: '5m',
      when: `a scrape takes more than ${scrapeSeconds} s, over 5 minutes`,
      summary: `Scrapes slow: ${BOT} takes ${DURATION}`,
      description: `A scrape of ${BOT} takes ${DURATION} on average. At the timeout Prometheus gives up, and the bot looks dead.`,
      action: 'Look at the number of series of the bot and at the CPU of its machine.',
      dashboard: 'health',
      panel: 'Scrape duration',
    },
  ],
};

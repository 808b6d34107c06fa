import { type AlertCases, type Labels, series } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const PROMETHEUS: Labels = { job: 'prometheus', instance: 'prometheus:9090' };
const GROUP: Labels = {
  ...PROMETHEUS,
  rule_group: '/etc/prometheus/rules/genesis-alerts.yml;genesis-bot',
};
const STORE: Labels = { ...PROMETHEUS, remote_name: 'victoriametrics' };

const RELOADED = series('prometheus_config_last_reload_successful', PROMETHEUS);
const RULES_FAILED = series('prometheus_rule_evaluation_failures_total', GROUP);
const RULES_MISSED = series('prometheus_rule_group_iterations_missed_total', GROUP);
const WRITES_FAILED = series('prometheus_remote_storage_samples_failed_total', STORE);
const WRITES_RETRIED = series('prometheus_remote_storage_samples_retried_total', STORE);
const DISCOVERED = series('prometheus_notifications_alertmanagers_discovered', PROMETHEUS);

function sendErrors(alertmanager: string): string {
  return series('prometheus_notifications_errors_total', { ...PROMETHEUS, alertmanager });
}

export const prometheusCases: readonly AlertCases[] = [
  {
    alert: 'PrometheusConfigReloadFailed',
    cases: [
      {
        story: 'a faulty configuration, until it is mended',
        series: { [RELOADED]: [flat(1, '5m'), flat(0, '10m'), flat(1, '5m')] },
        ringing: { '9m45s': [], '10m': [PROMETHEUS], '14m45s': [PROMETHEUS], '15m': [] },
        told: {
          at: '12m',
          labels: PROMETHEUS,
          summary: 'Prometheus prometheus:9090 could not read its new configuration',
          description:
            'prometheus:9090 runs on with the configuration from before. After a restart it would not start at all.',
        },
      },
      {
        story: 'a slip that is mended within minutes',
        series: { [RELOADED]: [flat(1, '5m'), flat(0, '4m'), flat(1, '10m')] },
        ringing: { '8m45s': [], '10m': [], '15m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusRuleFailures',
    cases: [
      {
        story: 'a rule fails at each evaluation, until it is mended',
        series: { [RULES_FAILED]: [flat(0, '5m'), ramp(1, 1, '15m'), flat(90, '20m')] },
        ringing: { '9m45s': [], '10m15s': [GROUP], '20m': [GROUP], '29m': [GROUP], '30m15s': [] },
        told: {
          at: '15m',
          labels: GROUP,
          summary: 'Alert rules fail: genesis-alerts.yml;genesis-bot, 30 in 5 minutes',
          description:
            'Rules of /etc/prometheus/rules/genesis-alerts.yml;genesis-bot have failed or were left out 30 times within five minutes. Alerts among them cannot ring.',
        },
      },
      {
        story: 'evaluations are left out, because the machine is too slow',
        series: { [RULES_MISSED]: [flat(0, '5m'), ramp(1, 0.5, '15m'), flat(45.5, '20m')] },
        ringing: { '9m45s': [], '10m15s': [GROUP], '29m': [GROUP], '30m15s': [] },
      },
      {
        story: 'one failure, while Prometheus starts',
        series: {
          [RULES_FAILED]: [flat(0, '5m'), flat(1, '20m')],
          [RULES_MISSED]: [flat(4, '25m')],
        },
        ringing: { '6m': [], '9m45s': [], '10m15s': [], '20m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusRemoteWriteFailing',
    cases: [
      {
        story: 'a store that cannot be reached for half an hour',
        series: {
          [WRITES_FAILED]: [flat(0, '60m')],
          [WRITES_RETRIED]: [flat(0, '5m'), ramp(500, 500, '30m'), flat(90_000, '25m')],
        },
        ringing: { '19m45s': [], '20m15s': [STORE], '35m': [STORE], '44m': [STORE], '45m15s': [] },
        told: {
          at: '25m',
          labels: STORE,
          summary: 'Long-term store victoriametrics does not take samples of prometheus:9090',
          description:
            'For a quarter of an hour the long-term store victoriametrics has refused samples of prometheus:9090 or could not be reached. Prometheus keeps about two hours of them to send again.',
        },
      },
      {
        story: 'a store that refuses some of the samples for good',
        series: {
          [WRITES_FAILED]: [ramp(0, 3, '30m'), flat(537, '20m')],
          [WRITES_RETRIED]: [flat(0, '50m')],
        },
        ringing: { '15m': [], '15m15s': [STORE], '39m': [STORE], '40m15s': [] },
      },
      {
        story: 'a store that is started again, and samples that were lost yesterday',
        series: {
          [WRITES_FAILED]: [flat(700, '40m')],
          [WRITES_RETRIED]: [flat(0, '5m'), ramp(500, 500, '5m'), flat(15_000, '30m')],
        },
        ringing: { '10m': [], '20m': [], '39m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusNotificationsFailing',
    cases: [
      {
        story: 'no Alertmanager takes the alerts, until one does',
        series: {
          [sendErrors('http://a:9093/api/v2/alerts')]: [
            ...[flat(0, '5m'), ramp(1, 1, '10m'), flat(60, '20m')],
          ],
          [DISCOVERED]: [flat(1, '35m')],
        },
        ringing: {
          ...{ '9m45s': [], '10m15s': [PROMETHEUS], '15m': [PROMETHEUS] },
          ...{ '24m30s': [PROMETHEUS], '25m30s': [] },
        },
        told: {
          at: '12m',
          labels: PROMETHEUS,
          summary: 'Alerts do not get out: Prometheus prometheus:9090 cannot reach Alertmanager',
          description:
            'Prometheus prometheus:9090 has alerts that no Alertmanager takes, or knows of no Alertmanager. Nobody is told what it finds.',
        },
      },
      {
        story: 'Prometheus knows of no Alertmanager',
        series: { [DISCOVERED]: [flat(0, '20m')] },
        ringing: { '4m45s': [], '5m': [PROMETHEUS] },
      },
      {
        story: 'one failure while Alertmanager is started again',
        series: {
          [sendErrors('http://a:9093/api/v2/alerts')]: [flat(8, '5m'), flat(9, '20m')],
          [DISCOVERED]: [flat(1, '25m')],
        },
        ringing: { '6m': [], '9m45s': [], '10m15s': [], '20m': [] },
      },
    ],
  },
  {
    alert: 'PrometheusNotIngesting',
    cases: [
      {
        story: 'the disk is full: nothing is stored any more, until there is room',
        series: {
          [series('prometheus_tsdb_head_samples_appended_total', PROMETHEUS)]: [
            ...[ramp(1_000, 50, '5m'), gone('10m'), ramp(5_000, 50, '5m')],
          ],
        },
        ringing: {
          ...{ '6m45s': [], '7m': [{ job: 'prometheus' }] },
          ...{ '14m45s': [{ job: 'prometheus' }], '15m': [] },
        },
        told: {
          at: '8m',
          labels: { job: 'prometheus' },
          summary: 'Prometheus stores nothing, not even about itself',
          description:
            'Prometheus has stored no sample about itself for some minutes. It does not see the bots either: no other alert can ring.',
        },
      },
      {
        story: 'Prometheus starts, and later is started again',
        series: {
          [series('prometheus_tsdb_head_samples_appended_total', PROMETHEUS)]: [
            ...[unseen('1m'), ramp(1_000, 50, '5m'), unseen('4m'), ramp(0, 50, '5m')],
          ],
        },
        ringing: { '1m': [], '2m': [], '9m45s': [], '14m': [] },
      },
    ],
  },
];

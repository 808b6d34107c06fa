import type { Alert } from './alert.js';
import { BOT, WHOLE } from './wording.js';

export const prometheusAlerts: readonly Alert[] = [
  {
    name: 'PrometheusConfigReloadFailed',
    severity: 'warning',
    expr: 'prometheus_config_last_reload_successful == 0',
    for: '5m',
    when: 'the last reload of the configuration failed',
    summary: `Prometheus ${BOT} could not read its new configuration`,
    description: `${BOT} runs on with the configuration from before. After a restart it would not start at all.`,
    action: 'Run promtool check config on the file, mend it, reload.',
    dashboard: 'health',
    panel: 'Failures of Prometheus itself',
  },
  {
    name: 'PrometheusRuleFailures',
    severity: 'critical',
    expr: `increase(prometheus_rule_evaluation_failures_total[5m]) > 0
or increase(prometheus_rule_group_iterations_missed_total[5m]) > 0`,
    for: '5m',
    keepFiringFor: '5m',
    when: 'rules fail or are left out within 5 minutes, again and again',
    summary: `Alert rules fail: {{ reReplaceAll ".*/" "" $labels.rule_group }}, ${WHOLE} in 5 minutes`,
    description: `Rules of {{ $labels.rule_group }} have failed or were left out ${WHOLE} times within five minutes. Alerts among them cannot ring.`,
    action: 'Open Status > Rule health in Prometheus: the failed rule shows its error.',
    dashboard: 'health',
    panel: 'Rule evaluation',
  },
  {
    name: 'PrometheusRemoteWriteFailing',
    severity: 'warning',
    expr: `sum by (job, instance, remote_name) (
  rate(prometheus_remote_storage_samples_failed_total[5m])
+
  rate(prometheus_remote_storage_samples_retried_total[5m])
) > 0`,
    for: '15m',
    keepFiringFor: '5m',
    when: 'samples are refused or sent again, all the time',
    summary: `Long-term store {{ $labels.remote_name }} does not take samples of ${BOT}`,
    description: `For a quarter of an hour the long-term store {{ $labels.remote_name }} has refused samples of ${BOT} or could not be reached. Prometheus keeps about two hours of them to send again.`,
    action: 'Look whether the store runs and has space, and at the log of Prometheus.',
    dashboard: 'health',
    panel: 'Failures of Prometheus itself',
  },
  {
    name: 'PrometheusNotificationsFailing',
    severity: 'critical',
    expr: `(sum by (job, instance) (increase(prometheus_notifications_errors_total[5m])) > 0)
or (prometheus_notifications_alertmanagers_discovered == 0)`,
    for: '5m',
    keepFiringFor: '5m',
    when: 'alerts do not reach Alertmanager, or there is none',
    summary: `Alerts do not get out: Prometheus ${BOT} cannot reach Alertmanager`,
    description: `Prometheus ${BOT} has alerts that no Alertmanager takes, or knows of no Alertmanager. Nobody is told what it finds.`,
    action: 'Look at the Alerts page of Prometheus itself, then start Alertmanager.',
    dashboard: 'health',
    panel: 'Notifications to Alertmanager',
  },
];

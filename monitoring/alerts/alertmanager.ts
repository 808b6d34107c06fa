import type { Alert } from './alert.js';
import { BOT, WHOLE } from './wording.js';

export const alertmanagerAlerts: readonly Alert[] = [
  {
    name: 'AlertmanagerDown',
    severity: 'critical',
    expr: 'up{job="alertmanager"} == 0',
    for: '2m',
    when: 'Alertmanager does not answer scrapes',
    summary: `Alertmanager ${BOT} does not answer`,
    description: `Prometheus has not reached Alertmanager ${BOT} for two minutes. If it is the only one, nobody is told of anything, this alert included.`,
    action: 'Start Alertmanager again and look at the Alerts page of Prometheus until it runs.',
    dashboard: 'health',
    panel: 'Notifications to people',
  },
  {
    name: 'AlertmanagerConfigReloadFailed',
    severity: 'warning',
    expr: 'alertmanager_config_last_reload_successful == 0',
    for: '5m',
    when: 'the last reload of the configuration failed',
    summary: `Alertmanager ${BOT} could not read its new configuration`,
    description: `${BOT} runs on with the routes and receivers from before. After a restart it would not start at all.`,
    action: 'Run amtool check-config on the file, mend it, reload.',
    dashboard: 'health',
    panel: 'Notifications to people',
  },
  {
    name: 'AlertmanagerNotificationsFailing',
    severity: 'critical',
    expr: 'sum by (job, instance, integration) (increase(alertmanager_notifications_failed_total[10m])) > 0',
    keepFiringFor: '5m',
    when: 'a notification failed within 10 minutes',
    summary: `Notifications by {{ $labels.integration }} fail: ${WHOLE} in 10 minutes`,
    description: `Alertmanager ${BOT} could not deliver ${WHOLE} notifications by {{ $labels.integration }} within ten minutes. Whoever relies on that channel does not know.`,
    action: 'Look at Alertmanager’s log: key, address or network of that channel?',
    dashboard: 'health',
    panel: 'Notifications to people',
  },
];

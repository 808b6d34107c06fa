import type { AlertGroup } from './alert.js';
import { alertmanagerAlerts } from './alertmanager.js';
import { prometheusAlerts } from './prometheus.js';
import { storageAlerts } from './storage.js';
import { BOT } from './wording.js';

export const stackAlerts: AlertGroup = {
  name: 'stack',
  alerts: [
    ...prometheusAlerts,
    ...storageAlerts,
    ...alertmanagerAlerts,
    {
      name: 'MonitoringTargetDown',
      severity: 'warning',
      expr: 'up{job!~"genesis|alertmanager"} == 0',
      for: '5m',
      when: 'another part of the stack does not answer scrapes',
      summary: `{{ $labels.job }} down: ${BOT} does not answer`,
      description: `Prometheus has had no metrics from {{ $labels.job }} (${BOT}) for five minutes. That part of the monitoring is missing.`,
      action: 'Look whether it runs (docker compose ps), and at its log.',
      dashboard: 'health',
      panel: 'Memory of the stack',
    },
    {
      name: 'Watchdog',
      severity: 'none',
      expr: 'vector(1)',
      when: 'always',
      summary: 'The monitoring works',
      description:
        'Rings all the time. Whoever gets it is told that Prometheus and Alertmanager are alive; when it stops, they are not.',
      action: 'Nothing. Have a service outside this machine call you when it no longer comes.',
      dashboard: 'health',
      panel: 'Alerts',
    },
  ],
};

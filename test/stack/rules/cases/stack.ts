import { type AlertCases, type Labels, series } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';
import { prometheusCases } from './prometheus.js';
import { storageCases } from './storage.js';

const ALERTMANAGER: Labels = { job: 'alertmanager', instance: 'alertmanager:9093' };
const GRAFANA: Labels = { job: 'grafana', instance: 'grafana:3000' };
const SLACK: Labels = { ...ALERTMANAGER, integration: 'slack' };

const FAILED = series('alertmanager_notifications_failed_total', {
  ...SLACK,
  reason: 'clientError',
});

export const STACK_CASES: readonly AlertCases[] = [
  ...prometheusCases,
  ...storageCases,
  {
    alert: 'AlertmanagerDown',
    cases: [
      {
        story: 'Alertmanager dies and is started again',
        series: { [series('up', ALERTMANAGER)]: [flat(1, '2m'), flat(0, '5m'), flat(1, '2m')] },
        ringing: { '3m45s': [], '4m': [ALERTMANAGER], '6m45s': [ALERTMANAGER], '7m': [] },
        told: {
          at: '5m',
          labels: ALERTMANAGER,
          summary: 'Alertmanager alertmanager:9093 does not answer',
          description:
            'Prometheus has not reached Alertmanager alertmanager:9093 for two minutes. If it is the only one, nobody is told of anything, this alert included.',
        },
      },
      {
        story: 'a new version of it is started; Grafana is down',
        series: {
          [series('up', ALERTMANAGER)]: [flat(1, '2m'), flat(0, '90s'), flat(1, '5m')],
          [series('up', GRAFANA)]: [flat(0, '8m')],
        },
        ringing: { '3m15s': [], '4m': [], '8m': [] },
      },
    ],
  },
  {
    alert: 'AlertmanagerConfigReloadFailed',
    cases: [
      {
        story: 'a faulty configuration, until it is mended',
        series: {
          [series('alertmanager_config_last_reload_successful', ALERTMANAGER)]: [
            ...[flat(1, '5m'), flat(0, '10m'), flat(1, '5m')],
          ],
        },
        ringing: { '9m45s': [], '10m': [ALERTMANAGER], '14m45s': [ALERTMANAGER], '15m': [] },
        told: {
          at: '12m',
          labels: ALERTMANAGER,
          summary: 'Alertmanager alertmanager:9093 could not read its new configuration',
          description:
            'alertmanager:9093 runs on with the routes and receivers from before. After a restart it would not start at all.',
        },
      },
      {
        story: 'a slip that is mended within minutes',
        series: {
          [series('alertmanager_config_last_reload_successful', ALERTMANAGER)]: [
            ...[flat(1, '5m'), flat(0, '4m'), flat(1, '10m')],
          ],
        },
        ringing: { '8m45s': [], '10m': [], '15m': [] },
      },
    ],
  },
  {
    alert: 'AlertmanagerNotificationsFailing',
    cases: [
      {
        story: 'Slack refuses a notification, e-mail goes on',
        series: {
          [FAILED]: [flat(0, '10m'), flat(1, '30m')],
          [series('alertmanager_notifications_failed_total', {
            ...ALERTMANAGER,
            integration: 'email',
            reason: 'other',
          })]: [flat(2, '40m')],
        },
        ringing: {
          '9m45s': [],
          '10m': [SLACK],
          '19m30s': [SLACK],
          '24m30s': [SLACK],
          '25m15s': [],
        },
        told: {
          at: '10m30s',
          labels: SLACK,
          summary: 'Notifications by slack fail: 1 in 10 minutes',
          description:
            'Alertmanager alertmanager:9093 could not deliver 1 notifications by slack within ten minutes. Whoever relies on that channel does not know.',
        },
      },
      {
        story: 'failures of last week, and a restart of Alertmanager',
        series: { [FAILED]: [flat(12, '20m'), gone('30s'), flat(0, '20m')] },
        ringing: { '1m': [], '21m': [], '39m': [] },
      },
    ],
  },
  {
    alert: 'MonitoringTargetDown',
    cases: [
      {
        story: 'Grafana dies and is started again',
        series: { [series('up', GRAFANA)]: [flat(1, '2m'), flat(0, '10m'), flat(1, '2m')] },
        ringing: { '6m45s': [], '7m': [GRAFANA], '11m45s': [GRAFANA], '12m': [] },
        told: {
          at: '8m',
          labels: GRAFANA,
          summary: 'grafana down: grafana:3000 does not answer',
          description:
            'Prometheus has had no metrics from grafana (grafana:3000) for five minutes. That part of the monitoring is missing.',
        },
      },
      {
        story:
          'a bot and Alertmanager are down, which have alerts of their own; Grafana is updated',
        series: {
          [series('up', { job: 'genesis', instance: 'bot:9464' })]: [flat(0, '15m')],
          [series('up', ALERTMANAGER)]: [flat(0, '15m')],
          [series('up', GRAFANA)]: [flat(0, '4m'), flat(1, '11m')],
        },
        ringing: { '4m': [], '5m15s': [], '14m': [] },
      },
    ],
  },
  {
    alert: 'Watchdog',
    cases: [
      {
        story: 'whatever happens',
        series: { [series('up', GRAFANA)]: [unseen('1m'), ramp(0, 0, '1m')] },
        ringing: { '0s': [{}], '2m': [{}], '10m': [{}] },
        told: {
          at: '1m',
          labels: {},
          summary: 'The monitoring works',
          description:
            'Rings all the time. Whoever gets it is told that Prometheus and Alertmanager are alive; when it stops, they are not.',
        },
      },
    ],
  },
];

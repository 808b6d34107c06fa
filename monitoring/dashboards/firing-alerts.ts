import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { FIRING } from './kit/annotations.js';
import { stat } from './kit/stat.js';
import { table } from './kit/table.js';
import { rising } from './kit/thresholds.js';

/** Of those that somebody is told about; the Watchdog always fires and is for machines. */
const TOLD = `${FIRING},severity!="none"`;

/** How many alerts fire. */
export function alertCount(): Builder<Panel> {
  return stat({
    title: 'Alerts',
    description: 'Alerts that fire now, for the chosen bots and for the stack. 0 is good.',
    unit: 'short',
    decimals: 0,
    query: { expr: `count(ALERTS{${TOLD}}) or vector(0)` },
    thresholds: rising(1),
  });
}

/** Which ones, and since when. */
export function alertTable(width: number, height: number): Builder<Panel> {
  return table({
    title: 'Firing alerts',
    description:
      'Each alert that fires now, for the chosen bots and for the stack, and when it began. What to do first is in the dashboard Runbooks.',
    unit: 'dateTimeFromNow',
    width,
    height,
    expr: `ALERTS_FOR_STATE{instance=~"$instance"} * 1000 and ignoring(alertstate) ALERTS{${TOLD}}`,
    columns: {
      severity: 'Severity',
      alertname: 'Alert',
      instance: 'Bot',
      exchange: 'Exchange',
    },
    value: 'Since',
    coloured: { column: 'Severity', colours: { critical: 'red', warning: 'orange' } },
  });
}

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { DATA_SOURCE } from './data-source.js';
import { BOT } from './variables.js';

/** Alerts that ring somewhere; those without an instance are about the whole stack and always shown. */
export const FIRING = 'alertstate="firing",instance=~"$instance"';

/** What is marked in every panel with a time axis: alerts while they fire, and starts of bots. */
export function annotations(): Builder<AnnotationQuery>[] {
  return [
    alerts('Critical alerts', 'critical', 'red'),
    alerts('Warnings', 'warning', 'orange'),
    starts(),
  ];
}

function alerts(name: string, severity: string, colour: string): AnnotationQueryBuilder {
  return annotation(name, colour, `ALERTS{${FIRING},severity="${severity}"}`)
    .titleFormat('{{alertname}}')
    .textFormat('{{severity}} {{instance}} {{exchange}} {{error_type}}')
    .tagKeys('alertname,severity');
}

/** When a bot was started, from its uptime; it is exact, and it is told also after a long silence. */
function starts(): AnnotationQueryBuilder {
  const uptime = `genesis_up{${BOT}}`;
  return annotation('Starts of bots', 'blue', `(timestamp(${uptime}) - ${uptime}) * 1000`)
    .useValueForTime(true)
    .titleFormat('Bot started')
    .textFormat('{{instance}}')
    .tagKeys('instance');
}

function annotation(name: string, colour: string, expr: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATA_SOURCE)
    .enable(true)
    .iconColor(colour)
    .target(new DataqueryBuilder().refId('Anno').datasource(DATA_SOURCE).expr(expr).range());
}

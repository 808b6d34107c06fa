import { ALERT_FACTS, renderAlertsTable } from './alert-tables.js';
import { renderClientSignalsTable, renderClientVersionsTable } from './clients-table.js';
import { DASHBOARD_TABLES } from './dashboards-table.js';
import { renderStackVariablesTable, renderVariablesTable } from './docs-tables.js';
import { renderFiveLines } from './five-lines.js';
import {
  renderBucketsTable,
  renderEndpointMetricsTable,
  renderMetricsTable,
  renderOtlpMetricsTable,
} from './metrics-table.js';
import { renderSpanAttributesTable, renderSpansTable } from './traces-tables.js';

/** What is generated into the documentation: a table for each pair of markers. */
export const GENERATED: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/alert-runbooks.md': { alerts: renderAlertsTable, ...ALERT_FACTS },
  'docs/metrics.md': {
    metrics: renderMetricsTable,
    'endpoint metrics': renderEndpointMetricsTable,
    'otlp metrics': renderOtlpMetricsTable,
    buckets: renderBucketsTable,
  },
  'docs/traces.md': {
    spans: renderSpansTable,
    'span attributes': renderSpanAttributesTable,
  },
  'docs/configuration.md': {
    variables: renderVariablesTable,
    'stack variables': renderStackVariablesTable,
  },
  'docs/own-sdk.md': {
    'five lines': renderFiveLines,
  },
  'docs/grafana-dashboards.md': DASHBOARD_TABLES,
  'docs/exchange-clients.md': {
    'client versions': renderClientVersionsTable,
    'client signals': renderClientSignalsTable,
  },
};

/** The text with every generated part made anew; throws where a marker is missing. */
export function withGeneratedParts(
  text: string,
  parts: Readonly<Record<string, () => string>>,
): string {
  return Object.entries(parts).reduce((result, [name, render]) => {
    const start = `<!-- generated: ${name} -->`;
    const end = `<!-- end: ${name} -->`;
    const from = result.indexOf(start);
    const to = result.indexOf(end);
    if (from === -1 || to < from) throw new Error(`the markers of "${name}" are missing`);
    return `${result.slice(0, from + start.length)}\n${render()}\n${result.slice(to)}`;
  }, text);
}

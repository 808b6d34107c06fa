import type { AlertCase, AlertCases, Labels, RecordingCase, Told } from './rule-case.js';
import { series } from './rule-case.js';
import { SCRAPE_SECONDS } from './series.js';
import { shippedAlert } from './shipped-rules.js';

/** What promtool reads of a test besides its name. */
type PromtoolTest = Readonly<Record<string, unknown>>;

function inputSeries(input: Readonly<Record<string, readonly string[]>>): object[] {
  return Object.entries(input).map(([name, parts]) => ({ series: name, values: parts.join(' ') }));
}

/** Prometheus tells by itself which alerts ring; comparing that needs no annotations. */
function ringing(alert: string, at: string, labels: readonly Labels[]): object {
  const severity = shippedAlert(alert).labels?.['severity'] ?? '';
  const own = { alertname: alert, alertstate: 'firing' };
  return {
    expr: series('ALERTS', own),
    eval_time: at,
    exp_samples: labels.map((some) => ({
      labels: series('ALERTS', { ...own, severity, ...some }),
      value: 1,
    })),
  };
}

/** The bot is all that varies in a link. */
function withInstance(template: string, { instance }: Labels): string {
  const [address, variable] = template.split('{{ with $labels.instance }}');
  if (variable === undefined || instance === undefined) return address ?? '';
  return `${address}?var-instance=${encodeURIComponent(instance)}`;
}

function told(alert: string, { at, labels, summary, description }: Told): object {
  const { action, runbook_url, dashboard_url = '' } = shippedAlert(alert).annotations ?? {};
  const links = { runbook_url, dashboard_url: withInstance(dashboard_url, labels) };
  return {
    alertname: alert,
    eval_time: at,
    exp_alerts: [
      {
        exp_labels: { severity: shippedAlert(alert).labels?.['severity'], ...labels },
        exp_annotations: { summary, description, action, ...links },
      },
    ],
  };
}

function alertTest(alert: string, one: AlertCase): PromtoolTest {
  return {
    name: `${alert}: ${one.story}`,
    interval: one.interval ?? `${SCRAPE_SECONDS}s`,
    input_series: inputSeries(one.series),
    promql_expr_test: Object.entries(one.ringing).map(([at, labels]) => ringing(alert, at, labels)),
    ...(one.told ? { alert_rule_test: [told(alert, one.told)] } : {}),
  };
}

export function alertTests({ alert, cases }: AlertCases): PromtoolTest[] {
  return cases.map((one) => alertTest(alert, one));
}

export function recordingTest({ story, at, recorded, ...one }: RecordingCase): PromtoolTest {
  return {
    name: story,
    interval: `${SCRAPE_SECONDS}s`,
    input_series: inputSeries(one.series),
    promql_expr_test: Object.entries(recorded).map(([name, samples]) => ({
      expr: `round(${name}, 0.001)`,
      eval_time: at,
      exp_samples: samples.map(([labels, value]) => ({ labels: series('', labels), value })),
    })),
  };
}

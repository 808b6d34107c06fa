import type { Alert, AlertGroup } from './alerts/alert.js';
import { dashboardUrl, runbookUrl } from './alerts/links.js';
import type { RecordingGroup } from './recording/recording-rule.js';

/** A rule group as Prometheus reads it. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly object[];
}

function alertRule(alert: Alert): object {
  const { name, severity, expr, keepFiringFor, summary, description, action } = alert;
  return {
    alert: name,
    expr,
    ...(alert.for ? { for: alert.for } : {}),
    ...(keepFiringFor ? { keep_firing_for: keepFiringFor } : {}),
    labels: { severity },
    annotations: {
      summary,
      description,
      action,
      runbook_url: runbookUrl(alert),
      dashboard_url: dashboardUrl(alert),
    },
  };
}

export function alertRuleGroup({ name, alerts }: AlertGroup): RuleGroup {
  return { name, rules: alerts.map(alertRule) };
}

export function recordingRuleGroup({ name, interval, rules }: RecordingGroup): RuleGroup {
  return { name, ...(interval ? { interval } : {}), rules };
}

import type { DashboardKey } from '../grafana.js';

/** Who is told: `critical` wakes somebody, `warning` waits for the morning, `none` is for machines. */
export type Severity = 'critical' | 'warning' | 'none';

/** An alert, without what follows from it (links, the file it is in). */
export interface Alert {
  /** In CamelCase, beginning with what it is about: `Genesis…`, `Prometheus…`, `Alertmanager…`. */
  readonly name: string;
  readonly severity: Severity;
  /** PromQL. Alerts about a bot keep `job` and `instance`, or a bot that is down could not silence them. */
  readonly expr: string;
  /** The expression in words, for a table. */
  readonly when: string;
  /** How long it has to hold before anybody is told, such as `90s`; left out: at once. */
  readonly for?: string;
  /** How long it goes on after it no longer holds, against flapping. */
  readonly keepFiringFor?: string;
  /** One line for a lock screen, at most about 100 characters; templates of Prometheus are allowed. */
  readonly summary: string;
  /** What is seen, with the figure, and what it means. */
  readonly description: string;
  /** What to do first, as an imperative, without templates. */
  readonly action: string;
  /** The dashboard that shows it. */
  readonly dashboard: DashboardKey;
  /** The title of the panel there to look at first. */
  readonly panel: string;
}

/** Alerts that are evaluated together, after one another. */
export interface AlertGroup {
  readonly name: string;
  readonly alerts: readonly Alert[];
}

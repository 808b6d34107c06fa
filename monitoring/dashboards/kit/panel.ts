import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './data-source.js';
import type { Query } from './query.js';

/** What every panel says of itself, whatever it draws. */
export interface PanelSpec {
  readonly title: string;
  /** What is seen and from when on it is bad, for somebody who did not build it. */
  readonly description: string;
  /** A unit of Grafana, such as `s`, `percentunit` or `currencyUSD`. */
  readonly unit: string;
  readonly decimals?: number;
  readonly queries: readonly Query[];
  /** Columns of 24. */
  readonly width: number;
  /** Rows of about 38 pixels. */
  readonly height: number;
}

/** The part that the builders of all panels have in common. */
interface PanelBuilder extends Builder<Panel> {
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  datasource(datasource: typeof DATA_SOURCE): this;
  targets(targets: Builder<Dataquery>[]): this;
  span(width: number): this;
  height(height: number): this;
  noValue(text: string): this;
}

/** What a panel shows where Prometheus knows nothing. */
const ABSENT = '–';

export function described<B extends PanelBuilder>(
  builder: B,
  spec: PanelSpec,
  targets: Builder<Dataquery>[],
): B {
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  return builder
    .title(spec.title)
    .description(spec.description)
    .unit(spec.unit)
    .noValue(ABSENT)
    .datasource(DATA_SOURCE)
    .targets(targets)
    .span(spec.width)
    .height(spec.height);
}

import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { DATA_SOURCE } from './data-source.js';

/** One PromQL expression of a panel. */
export interface Query {
  readonly expr: string;
  /** How the series are called, such as `{{exchange}} p99`. */
  readonly legend?: string;
  /** Draws the exemplars of the metric, with their links to traces. */
  readonly exemplar?: boolean;
}

/** What the panel makes of the answer. */
export type QueryKind = 'range' | 'now' | 'table' | 'heatmap';

const FORMATS = {
  range: PromQueryFormat.TimeSeries,
  now: PromQueryFormat.TimeSeries,
  table: PromQueryFormat.Table,
  heatmap: PromQueryFormat.Heatmap,
} as const;

const ASCII_A = 65;

/** The queries of a panel, called A, B, C … */
export function targets(queries: readonly Query[], kind: QueryKind): DataqueryBuilder[] {
  return queries.map((query, index) => {
    const target = new DataqueryBuilder()
      .refId(String.fromCharCode(ASCII_A + index))
      .datasource(DATA_SOURCE)
      .expr(query.expr)
      .format(FORMATS[kind]);
    if (query.legend !== undefined) target.legendFormat(query.legend);
    if (query.exemplar === true) target.exemplar(true);
    return kind === 'now' || kind === 'table' ? target.instant() : target.range();
  });
}

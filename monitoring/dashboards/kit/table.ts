import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import { targets } from './query.js';

export interface TableSpec extends Omit<PanelSpec, 'queries'> {
  readonly expr: string;
  /** The labels that are shown, in order, and what their columns are called. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the column of the value is called; the unit of the panel is the value's. */
  readonly value: string;
  /** A column whose values have colours. */
  readonly coloured: {
    readonly column: string;
    readonly colours: Readonly<Record<string, string>>;
  };
}

/** One row a series of the answer as it is now. */
export function table(spec: TableSpec): PanelBuilder {
  const panel = { ...spec, queries: [{ expr: spec.expr }] };
  return described(new PanelBuilder(), panel, targets(panel.queries, 'table'))
    .withTransformation({ id: 'filterFieldsByName', options: wanted(spec) })
    .withTransformation({ id: 'organize', options: order(spec) })
    .overrideByName(spec.coloured.column, [
      { id: 'mappings', value: [mapping(spec.coloured.colours)] },
      { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorText } },
    ]);
}

/** Prometheus calls the value `Value`; what else it sends along, nobody asked for. */
function wanted(spec: TableSpec): object {
  return { include: { names: [...Object.keys(spec.columns), 'Value'] } };
}

function order(spec: TableSpec): object {
  const names = [...Object.keys(spec.columns), 'Value'];
  return {
    excludeByName: {},
    indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
    renameByName: { ...spec.columns, Value: spec.value },
  };
}

function mapping(colours: Readonly<Record<string, string>>): object {
  const entries = Object.entries(colours).map(([text, color], index) => [
    text,
    { text, color, index },
  ]);
  return { type: MappingType.ValueToText, options: Object.fromEntries(entries) };
}

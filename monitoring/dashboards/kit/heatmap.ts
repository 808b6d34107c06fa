import { HeatmapCellLayout, TooltipDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  CellValuesBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  HeatmapTooltipBuilder,
  PanelBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import { targets } from './query.js';

/** The buckets of a histogram over time: the unit is that of the buckets, the cells are counts. */
export function heatmap(spec: PanelSpec): PanelBuilder {
  return described(new PanelBuilder(), spec, targets(spec.queries, 'heatmap'))
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit(spec.unit))
    .rowsFrame(new RowsHeatmapOptionsBuilder().layout(HeatmapCellLayout.Auto))
    .cellValues(new CellValuesBuilder().unit('short').decimals(0))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Spectral')
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(64)
        .reverse(false),
    )
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true))
    .showLegend();
}

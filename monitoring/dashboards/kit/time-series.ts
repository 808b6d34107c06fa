import {
  AxisPlacement,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import { targets } from './query.js';
import type { Steps } from './thresholds.js';
import { thresholds } from './thresholds.js';

export interface TimeSeriesSpec extends PanelSpec {
  /** Drawn as dashed lines. */
  readonly thresholds?: Steps;
  /** Adds the series up, for shares of a whole. */
  readonly stacked?: boolean;
  /** Bars, for what is counted within an interval. */
  readonly bars?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The axis reaches at least this far, so that noise near zero does not fill the panel. */
  readonly softMax?: number;
  /** Series of another unit, by a pattern of their names, against an axis on the right. */
  readonly right?: { readonly names: string; readonly unit: string };
  /** Looks back this long whatever the dashboard shows, such as `90d`, at series of five minutes. */
  readonly lookBack?: string;
  /** Colours that mean something, by a pattern of the series' names. */
  readonly colours?: Readonly<Record<string, string>>;
}

const STACKED_FILL = 60;
const LINE_FILL = 8;
const DOWNSAMPLED = '5m';
/** A bar stands for a minute at least: shorter ones would count one error several times. */
const A_BAR = '1m';

export function timeSeries(spec: TimeSeriesSpec): PanelBuilder {
  const builder = described(new PanelBuilder(), spec, targets(spec.queries, 'range'))
    .legend(legend())
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    )
    .showPoints(VisibilityMode.Never)
    .lineWidth(spec.bars === true ? 0 : 2)
    .fillOpacity(spec.stacked === true || spec.bars === true ? STACKED_FILL : LINE_FILL);
  if (spec.bars === true) builder.drawStyle(GraphDrawStyle.Bars).interval(A_BAR);
  if (spec.stacked === true) builder.stacking(stacking());
  if (spec.lookBack !== undefined) builder.timeFrom(spec.lookBack).interval(DOWNSAMPLED);
  withScale(builder, spec);
  withThresholds(builder, spec.thresholds);
  withOverrides(builder, spec);
  return builder;
}

function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.Table)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs(['lastNotNull', 'max']);
}

function stacking(): StackingConfigBuilder {
  return new StackingConfigBuilder().mode(StackingMode.Normal).group('A');
}

function withScale(builder: PanelBuilder, spec: TimeSeriesSpec): void {
  if (spec.min !== undefined) builder.min(spec.min);
  if (spec.max !== undefined) builder.max(spec.max);
  if (spec.softMax !== undefined) builder.axisSoftMax(spec.softMax);
}

function withThresholds(builder: PanelBuilder, steps: Steps | undefined): void {
  if (steps === undefined) return;
  builder
    .thresholds(thresholds(steps))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
}

function withOverrides(builder: PanelBuilder, spec: TimeSeriesSpec): void {
  if (spec.right !== undefined) {
    builder.overrideByRegexp(spec.right.names, [
      { id: 'unit', value: spec.right.unit },
      { id: 'custom.axisPlacement', value: AxisPlacement.Right },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 5] } },
      { id: 'custom.thresholdsStyle', value: { mode: GraphThresholdsStyleMode.Off } },
      { id: 'min', value: null },
      { id: 'max', value: null },
    ]);
  }
  for (const [names, colour] of Object.entries(spec.colours ?? {})) {
    builder.overrideByRegexp(names, [
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
}

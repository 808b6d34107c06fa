import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import { targets } from './query.js';
import { states } from './states.js';
import { atLeast, thresholds } from './thresholds.js';

export interface StateTimelineSpec extends PanelSpec {
  /** What 0 and 1 are called. */
  readonly words: readonly [zero: string, one: string];
}

/** When something was up and when it was not, one bar each. */
export function stateTimeline(spec: StateTimelineSpec): PanelBuilder {
  return described(new PanelBuilder(), spec, targets(spec.queries, 'range'))
    .mappings(states(...spec.words))
    .thresholds(thresholds(atLeast(1)))
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .fillOpacity(75)
    .lineWidth(0)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None));
}

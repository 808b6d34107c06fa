import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import { targets } from './query.js';
import type { Steps } from './thresholds.js';
import { thresholds } from './thresholds.js';

export interface BarGaugeSpec extends PanelSpec {
  readonly thresholds: Steps;
  readonly min: number;
  readonly max: number;
}

/** How full each of several things is now, as horizontal bars. */
export function barGauge(spec: BarGaugeSpec): PanelBuilder {
  return described(new PanelBuilder(), spec, targets(spec.queries, 'now'))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .min(spec.min)
    .max(spec.max)
    .thresholds(thresholds(spec.thresholds));
}

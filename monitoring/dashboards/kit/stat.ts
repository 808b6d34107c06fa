import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelSpec } from './panel.js';
import { described } from './panel.js';
import type { Query } from './query.js';
import { targets } from './query.js';
import type { Steps } from './thresholds.js';
import { NEUTRAL, thresholds } from './thresholds.js';

export interface StatSpec extends Omit<PanelSpec, 'queries' | 'width' | 'height'> {
  readonly query: Query;
  readonly thresholds?: Steps;
  readonly mappings?: readonly ValueMapping[];
  readonly width?: number;
}

const WIDTH = 4;
const HEIGHT = 3;

/**
 * One figure as it is now. It asks for the present moment only: over a range, a bot that is gone
 * would go on showing its last value.
 */
export function stat(spec: StatSpec): PanelBuilder {
  const panel = { ...spec, queries: [spec.query], width: spec.width ?? WIDTH, height: HEIGHT };
  const builder = described(new PanelBuilder(), panel, targets(panel.queries, 'now'))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .thresholds(thresholds(spec.thresholds ?? NEUTRAL));
  return spec.mappings === undefined ? builder : builder.mappings([...spec.mappings]);
}

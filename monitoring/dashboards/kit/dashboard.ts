import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DASHBOARD_UIDS } from '../../grafana.js';
import type { AnyDashboardKey } from '../titles.js';
import { DASHBOARD_TITLES } from '../titles.js';
import { annotations } from './annotations.js';
import { linksFrom } from './links.js';
import { variables } from './variables.js';

export interface Section {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

interface Frame {
  readonly key: AnyDashboardKey;
  readonly description: string;
  /** How far back it looks at first, such as `now-6h`. */
  readonly from: string;
}

export interface DashboardSpec extends Frame {
  /** How often it asks anew, such as `30s`. */
  readonly refresh: string;
  /** What is wanted first: on a phone it is the first screen. */
  readonly stats: readonly Builder<Panel>[];
  readonly sections: readonly Section[];
}

/** Lays the panels out from left to right, and numbers them in that order. */
export function dashboard(spec: DashboardSpec): Dashboard {
  const builder = framed(spec)
    .refresh(spec.refresh)
    .variables(variables())
    .annotations(annotations());
  for (const panel of spec.stats) builder.withPanel(panel);
  for (const { title, panels } of spec.sections) {
    builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panel);
  }
  return numbered(builder.build());
}

/** What every dashboard has around its panels. */
export function framed(spec: Frame): DashboardBuilder {
  return new DashboardBuilder(DASHBOARD_TITLES[spec.key])
    .uid(DASHBOARD_UIDS[spec.key])
    .description(spec.description)
    .tags(['genesis'])
    .timezone('browser')
    .time({ from: spec.from, to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .links(linksFrom(spec.key));
}

/** Gives the panels ids, from 1 in their order. */
export function numbered(built: Dashboard): Dashboard {
  const panels = built.panels?.map((panel, index) => ({ ...panel, id: index + 1 }));
  return panels === undefined ? built : { ...built, panels };
}

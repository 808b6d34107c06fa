import type {
  Dashboard,
  GridPos,
  Panel,
  RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { panelsOf } from '../../../monitoring/dashboards/panels.js';

const COLUMNS = 24;
/** What Grafana knows by itself. */
const BUILT_IN = new Set(['__rate_interval']);
const SERIES_PANELS = new Set(['timeseries', 'heatmap', 'state-timeline', 'bargauge']);

/** Panels, and queries of a panel, are told from one another by their ids, and panels by their titles. */
export function idProblems(dashboard: Dashboard): string[] {
  const ids = everyPanel(dashboard).map(({ id }) => String(id));
  const refIds = panelsOf(dashboard).flatMap((panel) =>
    twice(targetsOf(panel).map(({ refId }) => refId ?? '')).map((id) => `${panel.title} ${id}`),
  );
  const absent = ids.filter((id) => !/^[1-9]\d*$/.test(id));
  const titles = twice(panelsOf(dashboard).map(({ title }) => title ?? ''));
  return [
    ...[...twice(ids), ...absent, ...refIds].map((id) => `id ${id}`),
    ...titles.map((title) => `title ${title}`),
  ];
}

/** Panels that lie on one another or leave the grid. */
export function gridProblems(dashboard: Dashboard): string[] {
  const panels = everyPanel(dashboard);
  const outside = panels.filter(({ gridPos: at }) => at === undefined || !isInside(at));
  const overlapping = panels.filter((panel, index) =>
    panels.slice(0, index).some((other) => overlaps(panel.gridPos, other.gridPos)),
  );
  return [
    ...outside.map(({ title }) => `${title} is outside`),
    ...overlapping.map(({ title }) => `${title} overlaps`),
  ];
}

/** On a phone the panels come one under the other, by their place: that has to be their order here. */
export function orderProblems(dashboard: Dashboard): string[] {
  const place = ({ gridPos: at }: Panel | RowPanel): number =>
    (at?.y ?? 0) * COLUMNS + (at?.x ?? 0);
  const panels = everyPanel(dashboard);
  return panels
    .filter((panel, index) => index > 0 && place(panel) <= place(panels[index - 1] ?? panel))
    .map(({ title }) => `${title} is out of order`);
}

/** What a panel has to say of itself. */
export function panelProblems(dashboard: Dashboard): string[] {
  return panelsOf(dashboard).flatMap((panel) => {
    const { title = '', description = '', type, fieldConfig } = panel;
    const missing = [
      ...(title === '' ? ['title'] : []),
      ...(description === '' && type !== 'text' ? ['description'] : []),
      ...(fieldConfig?.defaults.unit === undefined && type !== 'text' ? ['unit'] : []),
      ...(targetsOf(panel).length === 0 && type !== 'text' ? ['query'] : []),
      ...targetsOf(panel).flatMap((target) => targetProblems(target, type)),
    ];
    return missing.map((what) => `${title || panel.id} lacks ${what}`);
  });
}

function targetProblems({ refId, expr, legendFormat }: Dataquery, type: string): string[] {
  return [
    ...(refId === undefined || refId === '' ? ['refId'] : []),
    ...(expr.trim() === '' ? ['expr'] : []),
    ...(SERIES_PANELS.has(type) && !legendFormat ? ['legend'] : []),
  ];
}

/** Every data source that is named anywhere has to be the one that is chosen. */
export function dataSourceProblems(dashboard: Dashboard): string[] {
  const found: string[] = [];
  JSON.stringify(dashboard, (key, value: unknown) => {
    const { type, uid } =
      ((key === 'datasource' ? value : undefined) as { [k: string]: unknown }) ?? {};
    if (key === 'datasource' && (uid !== '$datasource' || type !== 'prometheus')) {
      found.push(`data source ${JSON.stringify(value)}`);
    }
    return value;
  });
  const without = panelsOf(dashboard).filter(
    (panel) =>
      panel.type !== 'text' &&
      [panel, ...targetsOf(panel)].some(({ datasource }) => datasource === undefined),
  );
  return [...found, ...without.map(({ title }) => `${title} names no data source`)];
}

/** Variables that are used and not declared; those in a text to read may be the shell's. */
export function variableProblems(dashboard: Dashboard): string[] {
  const declared = new Set((dashboard.templating.list ?? []).map(({ name }) => name));
  const text = JSON.stringify(dashboard, (key, value) => (key === 'content' ? '' : value));
  const used = [...text.matchAll(/\$\{?([a-z_]\w*)/gi)].map(([, name = '']) => name);
  // What stands for everything is a value, not a variable.
  const unknown = used.filter(
    (name) => name !== '__all' && !BUILT_IN.has(name) && !declared.has(name),
  );
  return [...new Set(unknown)].map((name) => `$${name} is not declared`);
}

/** Links that lead nowhere, or forget what is shown. */
export function linkProblems(dashboard: Dashboard, uids: readonly string[]): string[] {
  const links = dashboard.links ?? [];
  const lost = links.filter(({ url }) => !uids.includes(url?.replace(/^\/d\//, '') ?? ''));
  const forgetful = links.filter(({ keepTime, includeVars }) => !keepTime || !includeVars);
  return [
    ...lost.map(({ url }) => `${url} leads nowhere`),
    ...forgetful.map(({ url }) => `${url} forgets`),
  ];
}

/** The limits that a panel draws, without the bottom step. */
export function limitsOf(dashboard: Dashboard, title: string): number[] {
  const panel = panelsOf(dashboard).find((candidate) => candidate.title === title);
  const steps = panel?.fieldConfig?.defaults.thresholds?.steps ?? [];
  return steps.flatMap(({ value }) => (value === null ? [] : [value]));
}

export function targetsOf(panel: Panel): Dataquery[] {
  return (panel.targets ?? []) as Dataquery[];
}

function everyPanel(dashboard: Dashboard): (Panel | RowPanel)[] {
  return dashboard.panels ?? [];
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function isInside({ x, y, w, h }: GridPos): boolean {
  return x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= COLUMNS;
}

function overlaps(a: GridPos | undefined, b: GridPos | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

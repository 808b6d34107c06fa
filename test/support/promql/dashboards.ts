import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expression } from './expression.js';
import { ANY_VALUE, GRAFANA_OWN, SEVERAL_VALUES, withVariables } from './grafana-variables.js';

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query?: unknown;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
}

interface Dashboard {
  readonly title: string;
  readonly time: { readonly from: string };
  readonly templating?: { readonly list?: readonly Variable[] };
}

/** Where a text is, and what its panel says of times. */
interface Place {
  readonly path: string;
  readonly lookBack: string;
  /** The shortest step of what is drawn, where there is one. */
  readonly interval?: string;
}

interface Found {
  readonly place: Place;
  readonly text: string;
  readonly isRange: boolean;
}

/** The expressions of a dashboard as Grafana sends them, once its variables are filled in. */
export function expressionsOfDashboard(root: string, file: string): Expression[] {
  const dashboard = JSON.parse(readFileSync(join(root, file), 'utf8')) as Dashboard;
  const variables = dashboard.templating?.list ?? [];
  const fill = (text: string, interval?: string): string =>
    withVariables(text, (name) => filling(name, variables, interval));
  const shown = { path: '', lookBack: dashboard.time.from.replace(/^now-/, '') };
  const panels = expressionsIn(dashboard, shown).map(({ place, text, isRange }): Expression => {
    const where = `${file}: ${place.path}`;
    const { lookBack, interval } = place;
    const own = { file, where, text: fill(text, interval), use: 'panel' } as const;
    return isRange ? { ...own, lookBack } : own;
  });
  return [...panels, ...variables.flatMap((variable) => variableQuery(file, variable, fill))];
}

/** Every text that is called `expr`, wherever it is: targets of panels, annotations, variables. */
function expressionsIn(value: unknown, around: Place): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const { title, name, timeFrom, interval, expr, range } = value as Record<string, unknown>;
  const called = [title, name].find((word) => typeof word === 'string' && word !== '');
  const place = {
    path: called === undefined ? around.path : `${around.path}/${called}`,
    lookBack: typeof timeFrom === 'string' ? timeFrom : around.lookBack,
    ...(typeof interval === 'string' ? { interval } : withInterval(around)),
  };
  const inner = Object.values(value).flatMap((below) => expressionsIn(below, place));
  return typeof expr === 'string'
    ? [{ place, text: expr, isRange: range === true }, ...inner]
    : inner;
}

const withInterval = ({ interval }: Place): Pick<Place, 'interval'> =>
  interval === undefined ? {} : { interval };

function filling(
  name: string,
  variables: readonly Variable[],
  interval: string | undefined,
): string | undefined {
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined) {
    const isStep = name === '__interval' || name === '__rate_interval';
    return isStep && interval !== undefined ? interval : GRAFANA_OWN[name];
  }
  if (variable.type === 'interval' || variable.type === 'custom') {
    return String(variable.query).split(',')[0]?.trim();
  }
  return variable.multi === true || variable.includeAll === true ? SEVERAL_VALUES : ANY_VALUE;
}

/** What a variable asks for, as an expression that gives its values as labels. */
function variableQuery(
  file: string,
  { name, type, query }: Variable,
  fill: (text: string) => string,
): Expression[] {
  if (type !== 'query') return [];
  const asked = typeof query === 'string' ? query : (query as { query?: string } | null)?.query;
  const where = `${file}: variable ${name}`;
  return [{ file, where, text: variableExpression(fill(asked ?? '')), use: 'variable' }];
}

function variableExpression(query: string): string {
  const values = /^label_values\((?:([\s\S]+),)?\s*(\w+)\s*\)$/.exec(query.trim());
  if (values !== null) {
    const [, selector = '{__name__=~".+"}', label = ''] = values;
    return `count by (${label}) (${selector.trim()})`;
  }
  return /^query_result\(([\s\S]+)\)$/.exec(query.trim())?.[1] ?? query;
}

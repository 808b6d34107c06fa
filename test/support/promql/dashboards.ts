import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expression } from './expression.js';
import { ANY_VALUE, GRAFANA_OWN, withVariables } from './grafana-variables.js';

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query?: unknown;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
}

interface Dashboard {
  readonly title: string;
  readonly templating?: { readonly list?: readonly Variable[] };
}

/** The expressions of a dashboard as Grafana sends them, once its variables are filled in. */
export function expressionsOfDashboard(root: string, file: string): Expression[] {
  const dashboard = JSON.parse(readFileSync(join(root, file), 'utf8')) as Dashboard;
  const variables = dashboard.templating?.list ?? [];
  const fill = (text: string): string => withVariables(text, (name) => filling(name, variables));
  const panels = expressionsIn(dashboard, '').map(({ path, text }): Expression => {
    return { file, where: `${file}: ${path}`, text: fill(text), use: 'panel' };
  });
  return [...panels, ...variables.flatMap((variable) => variableQuery(file, variable, fill))];
}

/** Every text that is called `expr`, wherever it is: targets of panels, annotations, variables. */
function expressionsIn(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { title, name } = value as { title?: unknown; name?: unknown };
  const called = [title, name].find((word) => typeof word === 'string' && word !== '');
  const here = called === undefined ? path : `${path}/${called}`;
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string'
      ? [{ path: here, text: inner }]
      : expressionsIn(inner, here),
  );
}

function filling(name: string, variables: readonly Variable[]): string | undefined {
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined) return GRAFANA_OWN[name];
  if (variable.type === 'interval' || variable.type === 'custom') {
    return String(variable.query).split(',')[0]?.trim();
  }
  return variable.multi === true || variable.includeAll === true ? '.+' : ANY_VALUE;
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

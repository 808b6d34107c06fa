import { ANY_VALUE, SEVERAL_VALUES } from './grafana-variables.js';
import type { Metric, Vocabulary } from './metric.js';
import { OVERFLOW_LABEL } from './own-metrics.js';
import type { Shape } from './shape.js';
import { UNKNOWN, union } from './shape.js';
import type { Node } from './syntax.js';
import { child, descendants, unquoted } from './syntax.js';

export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** Writes down what is wrong. */
export type Report = (fault: string) => void;

/** The shape of what a selector finds. */
export function selectorShape(node: Node, vocabulary: Vocabulary, report: Report): Shape {
  const matchers = matchersOf(node);
  const metrics = metricsOf(node, vocabulary);
  if (metrics.length === 0) {
    report(`there is no metric ${nameOf(node) ?? node.text}`);
    return UNKNOWN;
  }
  for (const matcher of matchers) checkMatcher(matcher, metrics, report);
  const pinned = new Map(
    matchers
      .filter(({ operator, value }) => operator === '=' && value !== '')
      .map(({ label, value }) => [label, value]),
  );
  return union(metrics.map((metric) => ({ ...shapeOf(metric), pinned })));
}

/** The name that a selector begins with, where it has one. */
export function nameOf(node: Node): string | undefined {
  const exact = matchersOf(node).find(
    ({ label, operator }) => label === '__name__' && operator === '=',
  );
  return child(node, 'Identifier')?.text ?? exact?.value;
}

/** The metrics that a selector may find, by its name or by the pattern of its name. */
export function metricsOf(node: Node, vocabulary: Vocabulary): Metric[] {
  const name = nameOf(node);
  if (name !== undefined) return [vocabulary.get(name) ?? []].flat();
  const names = matchersOf(node).filter(({ label }) => label === '__name__');
  return [...vocabulary.values()].filter((metric) =>
    names.every(({ operator, value }) =>
      operator === '=~' ? matches(value, metric.name) : !matches(value, metric.name),
    ),
  );
}

export function matchersOf(node: Node): Matcher[] {
  return descendants(node)
    .filter(({ name }) => name === 'UnquotedLabelMatcher' || name === 'QuotedLabelMatcher')
    .map(({ children: [label, operator, value] }) => ({
      label: label?.name === 'QuotedLabelName' ? unquoted(label.text) : (label?.text ?? ''),
      operator: operator?.text ?? '',
      value: unquoted(value?.text ?? '""'),
    }));
}

function shapeOf({ name, kind, labels }: Metric): Omit<Shape, 'pinned'> {
  const identity = ['job', 'instance'];
  const isInfo = name.endsWith('_info');
  return {
    isScalar: false,
    kind,
    labels: new Set([...labels].filter((label) => label !== OVERFLOW_LABEL)),
    dependent: new Set(isInfo ? [...labels].filter((label) => !identity.includes(label)) : []),
    isNamed: true,
  };
}

function checkMatcher(matcher: Matcher, metrics: readonly Metric[], report: Report): void {
  const { label, operator, value } = matcher;
  if (label === '__name__') return;
  const having = metrics.filter(({ labels }) => labels.has(label));
  if (having.length === 0) {
    report(`${metrics.map(({ name }) => name).join(', ')} has no label ${label}`);
    return;
  }
  if (value === SEVERAL_VALUES && !operator.endsWith('~')) {
    report(`${label}${operator}"${value}" is a pattern, which needs =~`);
    return;
  }
  if (label === 'le' && operator === '=' && /^\d+(\.0)?$/.test(value)) {
    report(`le="${value}" is spelled with and without a fraction by different servers`);
    return;
  }
  const lists = having.map(({ values }) => values[label]);
  if (value === '' || value === ANY_VALUE || lists.includes(undefined)) return;
  const declared = lists.flatMap((list) => list ?? []);
  for (const wanted of alternatives(operator, value)) {
    const isThere = declared.some((candidate) =>
      operator.endsWith('~') ? matches(wanted, candidate) : wanted === candidate,
    );
    if (!isThere) report(`no ${label} of ${having[0]?.name} is ${wanted}`);
  }
}

/** Of a pattern without groups each alternative has to be good for something. */
function alternatives(operator: string, value: string): string[] {
  return operator.endsWith('~') && !value.includes('(') ? value.split('|') : [value];
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^(?:${pattern})$`).test(text);

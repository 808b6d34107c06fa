import type { Report } from './selector.js';
import type { Shape } from './shape.js';
import { calculated, telling, UNKNOWN, union, withLabels, without } from './shape.js';
import type { Node } from './syntax.js';
import { child, descendants } from './syntax.js';

/** How the series of two sides are brought together. */
interface Matching {
  readonly on: readonly string[] | undefined;
  readonly ignoring: readonly string[];
  readonly group: 'left' | 'right' | undefined;
  /** The labels that the many take over from the one. */
  readonly included: readonly string[];
}

const SET_OPERATORS = ['And', 'Or', 'Unless'];
const COMPARISONS = ['Eql', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte'];

export const isComparison = (node: Node): boolean => operatorIs(node, COMPARISONS);
export const isSetOperation = (node: Node): boolean => operatorIs(node, SET_OPERATORS);

/** The shape of a binary expression whose sides have these. */
export function joinedShape(node: Node, left: Shape, right: Shape, report: Report): Shape {
  const keeps = isComparison(node) && child(node, 'BoolModifier') === undefined;
  const settle = (shape: Shape): Shape => (keeps ? shape : calculated(shape));
  if (left.isScalar) return settle(right);
  if (right.isScalar) return settle(left);
  if (left.labels === undefined || right.labels === undefined) return UNKNOWN;
  const matching = matchingOf(node);
  checkLabels(matching, left.labels, right.labels, report);
  if (isSetOperation(node)) return setShape(node, matching, left, right, report);
  checkMeeting(node, matching, left, right, report);
  checkOneSide(matching, left, right, report);
  return settle(outcome(matching, left, right));
}

function operatorIs(node: Node, names: readonly string[]): boolean {
  return node.name === 'BinaryExpr' && names.some((name) => child(node, name) !== undefined);
}

function matchingOf(node: Node): Matching {
  const clause = child(node, 'MatchingModifierClause');
  const lists = (clause?.children ?? []).filter(({ name }) => name === 'GroupingLabels');
  const [first = [], included = []] = lists.map(labelsIn);
  const has = (name: string): boolean => clause !== undefined && child(clause, name) !== undefined;
  return {
    on: has('On') ? first : undefined,
    ignoring: has('Ignoring') ? first : [],
    group: has('GroupLeft') ? 'left' : has('GroupRight') ? 'right' : undefined,
    included,
  };
}

export function labelsIn(node: Node): string[] {
  return descendants(node)
    .filter(({ name }) => name === 'LabelName')
    .map(({ text }) => text);
}

type Labels = ReadonlySet<string>;

function checkLabels(
  { on = [], ignoring, group, included }: Matching,
  left: Labels,
  right: Labels,
  report: Report,
): void {
  for (const label of on) {
    if (!left.has(label)) report(`on (${label}): the left side has no such label`);
    if (!right.has(label)) report(`on (${label}): the right side has no such label`);
  }
  for (const label of ignoring) {
    if (!left.has(label) && !right.has(label)) report(`ignoring (${label}): no side has it`);
  }
  const one = group === 'right' ? left : right;
  for (const label of included) {
    if (!one.has(label)) report(`group_${group} (${label}): the one side has no such label`);
  }
}

function setShape(
  node: Node,
  matching: Matching,
  left: Shape,
  right: Shape,
  report: Report,
): Shape {
  if (child(node, 'Or') !== undefined) return union([left, right]);
  checkMeeting(node, matching, left, right, report);
  return left;
}

/** Series meet where the labels that are compared are the same on both sides. */
function checkMeeting(
  node: Node,
  { on, ignoring }: Matching,
  left: Shape,
  right: Shape,
  report: Report,
): void {
  const compared = (shape: Shape): string[] =>
    (on ?? [...(shape.labels ?? [])]).filter((label) => !ignoring.includes(label)).sort();
  const [ours, theirs] = [compared(left), compared(right)];
  if (ours.join() !== theirs.join()) {
    report(`{${ours}} never meets {${theirs}} in ${node.text}`);
  }
  for (const label of ours) {
    const [a, b] = [left.pinned.get(label), right.pinned.get(label)];
    if (a !== undefined && b !== undefined && a !== b) {
      report(`${label}="${a}" never meets ${label}="${b}" in ${node.text}`);
    }
  }
}

/** Where several series of the one side fit, the server refuses to choose. */
function checkOneSide(
  { on, ignoring, group }: Matching,
  left: Shape,
  right: Shape,
  report: Report,
): void {
  const check = (side: string, shape: Shape): void => {
    const loose = telling(shape).filter((label) =>
      on === undefined ? ignoring.includes(label) : !on.includes(label),
    );
    if (loose.length > 0) report(`the ${side} side may have several series by ${loose}`);
  };
  if (group !== 'left') check('left', left);
  if (group !== 'right') check('right', right);
}

function outcome({ on, ignoring, group, included }: Matching, left: Shape, right: Shape): Shape {
  if (group !== undefined) {
    const many = group === 'left' ? left : right;
    return withLabels(many, [...(many.labels ?? []), ...included]);
  }
  return on === undefined ? without(left, ignoring) : withLabels(left, on);
}

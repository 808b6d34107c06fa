import { OF_NOTHING } from './functions.js';
import { isComparison, isSetOperation } from './matching.js';
import { matchersOf } from './selector.js';
import type { Node } from './syntax.js';
import { child, descendants, operands, parse, withReplaced } from './syntax.js';

/**
 * The parts of an expression that are there whether or not something is wrong: what is compared, what
 * is joined by `and`, `or` and `unless`, what `absent()` looks for. An expression that leaves nothing
 * out is one such part.
 */
export function lastingParts(expression: string): string[] {
  return [...new Set(partsBelow(parse(expression)))];
}

/**
 * The expression where no condition leaves anything out: comparisons say 0 or 1, `unless` is `and`,
 * `absent()` is there where its selector is. That it has data shows that its sides can meet. What
 * guards a calculation stays.
 */
export function relaxed(expression: string): string {
  return relaxedNode(parse(expression));
}

function partsBelow(node: Node): string[] {
  if (!hasSelector(node)) return [];
  if (!descendants(node).some(leavesOut)) return [asVector(node)];
  return operands(node).flatMap(partsBelow);
}

const hasSelector = (node: Node): boolean =>
  descendants(node).some(({ name }) => name === 'VectorSelector');

function leavesOut(node: Node): boolean {
  return isCondition(node) || isSetOperation(node) || isAbsence(node);
}

const isCondition = (node: Node): boolean =>
  isComparison(node) &&
  child(node, 'BoolModifier') === undefined &&
  operands(node).some(hasSelector);

const isAbsence = (node: Node): boolean =>
  OF_NOTHING.has(child(node, 'FunctionIdentifier')?.text ?? '');

/** A range is no answer to a query that asks for values. */
function asVector(node: Node): string {
  return isRange(node) ? `count_over_time(${node.text})` : node.text;
}

function isRange(node: Node): boolean {
  if (node.name === 'MatrixSelector' || node.name === 'SubqueryExpr') return true;
  const [inner] = operands(node);
  const passesOn = ['PromQL', 'OffsetExpr', 'StepInvariantExpr', 'ParenExpr'].includes(node.name);
  return passesOn && inner !== undefined && isRange(inner);
}

function relaxedNode(root: Node): string {
  const replacements = new Map<Node, string>();
  const visit = (node: Node, isGuard: boolean): void => {
    if (isAbsence(node)) {
      replacements.set(node, presence(node));
      return;
    }
    const operator = node.children.find(({ name }) => OPERATOR.test(name));
    if (operator?.name === 'Unless') replacements.set(operator, 'and');
    else if (operator !== undefined && isCondition(node) && !isGuard) {
      replacements.set(operator, `${operator.text} bool`);
    }
    const guards = isArithmetic(node) || (isGuard && node.name === 'ParenExpr');
    for (const inner of node.children) visit(inner, guards);
  };
  visit(root, false);
  return withReplaced(root, replacements);
}

const OPERATOR = /^(?:Unless|Eql|Neq|Gtr|Gte|Lss|Lte)$/;

/** A condition in a calculation guards it, as in `a / (b > 0)`, and is no question of its own. */
const isArithmetic = (node: Node): boolean =>
  node.name === 'BinaryExpr' && !isComparison(node) && !isSetOperation(node);

function presence(call: Node): string {
  const [argument] = operands(call);
  if (argument === undefined) return call.text;
  const pinned = matchersOf(argument).filter(({ operator }) => operator === '=');
  const labels = pinned.map(({ label }) => label).join(', ');
  const inner = isRange(argument) ? `count_over_time(${argument.text})` : relaxedNode(argument);
  return `group by (${labels}) (${inner})`;
}

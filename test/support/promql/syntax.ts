import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A node of the syntax tree, with the text that it stands for. */
export interface Node {
  /** As the grammar calls it: `VectorSelector`, `BinaryExpr` … */
  readonly name: string;
  readonly text: string;
  /** Where it begins and ends in the expression. */
  readonly from: number;
  readonly to: number;
  readonly isError: boolean;
  readonly children: readonly Node[];
}

/** What can stand wherever PromQL wants an expression. */
const EXPRESSIONS: ReadonlySet<string> = new Set([
  'AggregateExpr',
  'BinaryExpr',
  'FunctionCall',
  'MatrixSelector',
  'NumberDurationLiteral',
  'OffsetExpr',
  'ParenExpr',
  'StringLiteral',
  'SubqueryExpr',
  'UnaryExpr',
  'VectorSelector',
  'StepInvariantExpr',
]);

/** Reads an expression; what it could not read is there as nodes with `isError`. */
export function parse(expression: string): Node {
  return toNode(parser.parse(expression).topNode, expression);
}

export function isExpression({ name }: Node): boolean {
  return EXPRESSIONS.has(name);
}

/** The expressions that a node is made of; those of a call are its arguments. */
export function operands(node: Node): Node[] {
  return node.children.flatMap((child) => {
    if (child.name === 'FunctionCallBody') return operands(child);
    return isExpression(child) ? [child] : [];
  });
}

export function child({ children }: Node, name: string): Node | undefined {
  return children.find((candidate) => candidate.name === name);
}

/** A node and everything below it. */
export function descendants(node: Node): Node[] {
  return [node, ...node.children.flatMap(descendants)];
}

/** The text of a string literal. */
export function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

/** The whole expression with the text of some nodes replaced. */
export function withReplaced(root: Node, replacements: ReadonlyMap<Node, string>): string {
  let text = root.text;
  const sorted = [...replacements].sort(([a], [b]) => b.from - a.from);
  for (const [{ from, to }, replacement] of sorted) {
    text = text.slice(0, from - root.from) + replacement + text.slice(to - root.from);
  }
  return text;
}

function toNode({ name, type, from, to, firstChild }: SyntaxNode, source: string): Node {
  const children: Node[] = [];
  for (let next = firstChild; next !== null; next = next.nextSibling) {
    if (next.name !== 'LineComment') children.push(toNode(next, source));
  }
  return { name, text: source.slice(from, to), from, to, isError: type.isError, children };
}

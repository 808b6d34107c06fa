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

/** What `offset` and `@` follow. */
const MODIFIED = ['VectorSelector', 'MatrixSelector', 'SubqueryExpr'];

/** Reads an expression; what it could not read is there as nodes with `isError`. */
export function parse(expression: string): Node {
  const tree = toNode(parser.parse(expression).topNode, expression);
  const modifiers = descendants(tree).filter(isModified);
  const isSound = !descendants(tree).some(({ isError }) => isError);
  return isSound && modifiers.length > 0 ? rebound(expression, modifiers) : tree;
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

/** The text of a node with that of some nodes below it replaced. */
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

const isModified = ({ name }: Node): boolean =>
  name === 'OffsetExpr' || name === 'StepInvariantExpr';

/**
 * The grammar takes `a / b offset 5m` for `(a / b) offset 5m`, and servers do not. So it is given the
 * expression without these modifiers, and they are put back behind the selectors that they follow.
 */
function rebound(source: string, modified: readonly Node[]): Node {
  const modifiers = modified
    .map(({ name, children: [, ...own], to }) => ({ name, own, from: own[0]?.from ?? to, to }))
    .sort((a, b) => a.from - b.from);
  let bare = source;
  for (const { from, to } of modifiers) {
    bare = bare.slice(0, from) + ' '.repeat(to - from) + bare.slice(to);
  }
  let tree = toNode(parser.parse(bare).topNode, source);
  for (const { name, own, from, to } of modifiers) {
    const end = bare.slice(0, from).trimEnd().length;
    const target = descendants(tree).find(
      (node) => node.to === end && MODIFIED.includes(node.name),
    );
    const node = (start: number, children: readonly Node[], isError = false): Node => {
      return { name, text: source.slice(start, to), from: start, to, isError, children };
    };
    tree =
      target === undefined
        ? { ...tree, children: [...tree.children, node(from, [], true)] }
        : wrapped(tree, target, (inner) => node(inner.from, [inner, ...own]));
  }
  return stretched(tree, source);
}

function wrapped(tree: Node, target: Node, wrap: (node: Node) => Node): Node {
  if (tree === target) return wrap(tree);
  return { ...tree, children: tree.children.map((inner) => wrapped(inner, target, wrap)) };
}

/** What ends in a modifier ends where that does. */
function stretched(node: Node, source: string): Node {
  const children = node.children.map((inner) => stretched(inner, source));
  const to = Math.max(node.to, ...children.map((inner) => inner.to));
  return { ...node, to, text: source.slice(node.from, to), children };
}

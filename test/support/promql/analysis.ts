import {
  OF_COUNTERS,
  OF_GAUGES,
  OF_NOTHING,
  OF_TIME,
  PASSING,
  WITHOUT_LABELS,
} from './functions.js';
import { joinedShape, labelsIn } from './matching.js';
import type { Vocabulary } from './metric.js';
import type { Report } from './selector.js';
import { nameOf, selectorShape } from './selector.js';
import type { Shape } from './shape.js';
import { calculated, SCALAR, withLabels, without } from './shape.js';
import type { Node } from './syntax.js';
import { child, descendants, operands, parse, unquoted } from './syntax.js';

/** What is wrong with an expression, and what can be said of its result. */
export interface Analysis {
  readonly faults: readonly string[];
  readonly shape: Shape;
}

/** Reads an expression as a server would, with nothing but the metrics that there are. */
export function analyse(expression: string, vocabulary: Vocabulary): Analysis {
  const root = parse(expression);
  const error = descendants(root).find(({ isError }) => isError);
  if (error !== undefined) {
    const fault = `no PromQL from character ${error.from} on: ${expression.slice(error.from)}`;
    return { faults: [fault], shape: SCALAR };
  }
  const faults: string[] = [];
  const shape = new Reader(vocabulary, (fault) => faults.push(fault)).shapeOf(root);
  return { faults: [...new Set(faults)], shape };
}

const KEEPING = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
const ADDING = new Set(['sum', 'avg']);

class Reader {
  readonly #vocabulary: Vocabulary;
  readonly #report: Report;
  /** Within how many alternatives it is reading, one of which is enough. */
  #alternatives = 0;

  constructor(vocabulary: Vocabulary, report: Report) {
    this.#vocabulary = vocabulary;
    this.#report = report;
  }

  shapeOf(node: Node): Shape {
    switch (node.name) {
      case 'NumberDurationLiteral':
      case 'StringLiteral':
        return SCALAR;
      case 'VectorSelector':
        return this.#selector(node);
      case 'FunctionCall':
        return this.#call(node);
      case 'AggregateExpr':
        return this.#aggregate(node);
      case 'BinaryExpr':
        return this.#binary(node);
      case 'UnaryExpr':
        return calculated(this.#first(node));
      default:
        return this.#first(node);
    }
  }

  #first(node: Node): Shape {
    const [first] = operands(node);
    return first === undefined ? SCALAR : this.shapeOf(first);
  }

  #selector(node: Node): Shape {
    const name = nameOf(node) ?? '';
    if (this.#alternatives === 0 && this.#vocabulary.get(name)?.isNew === true) {
      this.#report(`older servers have no ${name}: it needs an alternative`);
    }
    return selectorShape(node, this.#vocabulary, this.#report);
  }

  #binary(node: Node): Shape {
    const isAlternative = child(node, 'Or') !== undefined;
    if (isAlternative) this.#alternatives += 1;
    const [left = SCALAR, right = SCALAR] = operands(node).map((side) => this.shapeOf(side));
    if (isAlternative) this.#alternatives -= 1;
    return joinedShape(node, left, right, this.#report);
  }

  #aggregate(node: Node): Shape {
    const operator = child(node, 'AggregateOp')?.text.toLowerCase() ?? '';
    const shapes = operands(node).map((argument) => this.shapeOf(argument));
    const input = shapes.find(({ isScalar }) => !isScalar) ?? SCALAR;
    const modifier = child(node, 'AggregateModifier');
    const grouping = modifier === undefined ? [] : labelsIn(modifier);
    this.#needLabels(input, grouping);
    if (KEEPING.has(operator)) return input;
    const isWithout = modifier !== undefined && child(modifier, 'Without') !== undefined;
    const result = isWithout ? without(input, grouping) : withLabels(input, grouping);
    if (ADDING.has(operator) && dropsBuckets(input, result)) {
      this.#report(`buckets hold each other and may not be added up: ${node.text}`);
    }
    return operator === 'count_values' ? withAdded(result, labelArgument(node, 0)) : result;
  }

  #call(node: Node): Shape {
    const name = child(node, 'FunctionIdentifier')?.text ?? '';
    const shapes = operands(node).map((argument) => this.shapeOf(argument));
    if (WITHOUT_LABELS.has(name) || (OF_TIME.has(name) && shapes.length === 0)) {
      return name === 'scalar' || name === 'time' || name === 'pi'
        ? SCALAR
        : withLabels({ ...SCALAR, isScalar: false }, []);
    }
    const input = shapes.find(({ isScalar }) => !isScalar) ?? SCALAR;
    this.#needKind(name, input, node);
    if (OF_NOTHING.has(name)) return withLabels(input, input.pinned.keys());
    if (name === 'histogram_quantile') return this.#quantile(input, node);
    if (name === 'label_replace' || name === 'label_join')
      return this.#relabelled(name, input, node);
    return PASSING.has(name) ? input : calculated(input);
  }

  #needKind(name: string, { kind }: Shape, node: Node): void {
    if (OF_COUNTERS.has(name) && kind === 'gauge') {
      this.#report(`${name}() is for counters, and this is none: ${node.text}`);
    }
    if (OF_GAUGES.has(name) && kind === 'counter') {
      this.#report(`${name}() is not for counters: ${node.text}`);
    }
  }

  #quantile(input: Shape, node: Node): Shape {
    if (input.labels !== undefined && (!input.labels.has('le') || input.pinned.has('le'))) {
      this.#report(`a quantile needs the buckets, by le: ${node.text}`);
    }
    return calculated(without(input, ['le']));
  }

  #relabelled(name: string, input: Shape, node: Node): Shape {
    const sources = name === 'label_replace' ? [labelArgument(node, 3)] : labelArguments(node, 3);
    this.#needLabels(input, sources);
    return {
      ...withAdded(input, labelArgument(node, 1)),
      kind: input.kind,
      isNamed: input.isNamed,
    };
  }

  #needLabels({ labels, isNamed }: Shape, wanted: readonly string[]): void {
    for (const label of wanted) {
      const isThere = labels === undefined || labels.has(label);
      if (!isThere && !(label === '__name__' && isNamed))
        this.#report(`no label ${label} is there`);
    }
  }
}

const dropsBuckets = (input: Shape, result: Shape): boolean =>
  input.labels?.has('le') === true && !input.pinned.has('le') && result.labels?.has('le') === false;

const withAdded = (shape: Shape, label: string): Shape =>
  withLabels(shape, [...(shape.labels ?? []), label]);

const labelArguments = (node: Node, from: number): string[] =>
  operands(node)
    .slice(from)
    .map(({ text }) => unquoted(text));

const labelArgument = (node: Node, index: number): string => labelArguments(node, index)[0] ?? '';

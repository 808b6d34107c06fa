import type { Metric } from './metric.js';

/** What is known of the samples that an expression gives, without any data. */
export interface Shape {
  /** A number or a string, which has no labels to match. */
  readonly isScalar: boolean;
  /** `any` where metrics of both kinds are meant, or nothing is known. */
  readonly kind: Metric['kind'] | 'any';
  /** What its series may carry, but for the mark of the overflow series. Undefined: nothing is known. */
  readonly labels: ReadonlySet<string> | undefined;
  /** Those that have one value, by matchers. */
  readonly pinned: ReadonlyMap<string, string>;
  /** Those that follow from the others, as the version of a build follows from its instance. */
  readonly dependent: ReadonlySet<string>;
  /** Whether its samples still have the name of their metric. */
  readonly isNamed: boolean;
}

const NOTHING: Shape = {
  isScalar: false,
  kind: 'gauge',
  labels: new Set(),
  pinned: new Map(),
  dependent: new Set(),
  isNamed: false,
};

export const SCALAR: Shape = { ...NOTHING, isScalar: true };
export const UNKNOWN: Shape = { ...NOTHING, kind: 'any', labels: undefined };

/** A shape of these labels, of which what is said of `from` still holds. */
export function withLabels(from: Shape, labels: Iterable<string>): Shape {
  if (from.labels === undefined) return from;
  const kept = new Set(labels);
  return {
    ...NOTHING,
    labels: kept,
    pinned: new Map([...from.pinned].filter(([label]) => kept.has(label))),
    dependent: new Set([...from.dependent].filter((label) => kept.has(label))),
  };
}

/** The same labels, and values that are somebody's calculation. */
export const calculated = (shape: Shape): Shape => ({
  ...shape,
  kind: shape.labels === undefined ? 'any' : 'gauge',
  isNamed: false,
});

export function without(shape: Shape, dropped: readonly string[]): Shape {
  return withLabels(
    shape,
    [...(shape.labels ?? [])].filter((label) => !dropped.includes(label)),
  );
}

/** What of several shapes holds for all of them together. */
export function union(shapes: readonly Shape[]): Shape {
  const [first = NOTHING, ...rest] = shapes;
  return rest.reduce(unionOfTwo, first);
}

/** The labels that tell its series apart. */
export function telling({ labels, pinned, dependent }: Shape): string[] {
  return [...(labels ?? [])].filter((label) => !pinned.has(label) && !dependent.has(label));
}

function unionOfTwo(left: Shape, right: Shape): Shape {
  if (left.labels === undefined || right.labels === undefined) return UNKNOWN;
  return {
    isScalar: false,
    kind: left.kind === right.kind ? left.kind : 'any',
    labels: new Set([...left.labels, ...right.labels]),
    pinned: new Map([...left.pinned].filter(([label, value]) => right.pinned.get(label) === value)),
    dependent: new Set([...left.dependent].filter((label) => right.dependent.has(label))),
    isNamed: left.isNamed && right.isNamed,
  };
}

import type { Node } from './syntax.js';
import { child, operands, parse } from './syntax.js';

/** How far back an expression looks at a metric. */
export interface Reach {
  /** Of the metric, where the selector has one. */
  readonly name: string | undefined;
  readonly selector: string;
  /** Seconds from now to the beginning of what it looks at. */
  readonly start: number;
  /** Seconds from now to its end: what an offset says. */
  readonly end: number;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** What each selector of an expression needs of the past. */
export function reaches(expression: string): Reach[] {
  return reachesBelow(parse(expression), 0, 0);
}

function reachesBelow(node: Node, range: number, offset: number): Reach[] {
  if (node.name === 'VectorSelector') {
    const name = child(node, 'Identifier')?.text;
    return [{ name, selector: node.text, start: range + offset, end: offset }];
  }
  const isRange = node.name === 'MatrixSelector' || node.name === 'SubqueryExpr';
  const own = isRange ? seconds(child(node, 'DurationExpr')?.text) : 0;
  const back = node.name === 'OffsetExpr' ? seconds(child(node, 'OffsetDurationExpr')?.text) : 0;
  return operands(node).flatMap((inner) => reachesBelow(inner, range + own, offset + back));
}

/** Seconds of a duration such as `1h30m`. */
export function seconds(duration = ''): number {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? 0),
    0,
  );
}

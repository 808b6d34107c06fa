import { textTable } from '../../../../scripts/text-table.js';

/** The way of one alert, each step in milliseconds since the epoch. */
export interface Course {
  readonly title: string;
  readonly faultAt: number;
  /** Prometheus finds that the expression holds. */
  readonly activeAt: number;
  /** It has held for as long as `for` says. */
  readonly firesAt: number;
  readonly toldAt: number;
  /** The fault ends. */
  readonly overAt: number;
  readonly resolvedAt: number;
  readonly toldOverAt: number;
}

const HEAD = [
  'fault and alert',
  'found',
  'for',
  'wait',
  'fault to notification',
  'seen as over',
  'wait',
  'end to resolved',
];

const between = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;

/** How long each step took, and all of them. */
export function timesTable(courses: readonly Course[]): string {
  const lines = courses.map((course) => [
    course.title,
    between(course.faultAt, course.activeAt),
    between(course.activeAt, course.firesAt),
    between(course.firesAt, course.toldAt),
    between(course.faultAt, course.toldAt),
    between(course.overAt, course.resolvedAt),
    between(course.resolvedAt, course.toldOverAt),
    between(course.overAt, course.toldOverAt),
  ]);
  return textTable([HEAD, ...lines]);
}

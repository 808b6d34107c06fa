import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

/** Colours from the value upwards; the first step has none and begins at the bottom. */
export type Steps = readonly Threshold[];

const COLOURS = {
  1: ['red'],
  2: ['orange', 'red'],
  3: ['yellow', 'orange', 'red'],
} as const;

/** Green below the first limit and redder from each limit on, as the alerts ring at them. */
export function rising(...limits: [number] | [number, number] | [number, number, number]): Steps {
  const colours = COLOURS[limits.length];
  return [
    { value: null, color: 'green' },
    ...limits.map((value, index) => ({ value, color: colours[index] ?? 'red' })),
  ];
}

/** Red on both sides of zero from the limit on. */
export function around(limit: number): Steps {
  return [
    { value: null, color: 'red' },
    { value: -limit, color: 'green' },
    { value: limit, color: 'red' },
  ];
}

/** Red below the limit, green from it on. */
export function atLeast(limit: number): Steps {
  return [
    { value: null, color: 'red' },
    { value: limit, color: 'green' },
  ];
}

/** No limit: a figure that is neither good nor bad. */
export const NEUTRAL: Steps = [{ value: null, color: 'text' }];

export function thresholds(steps: Steps): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);
}

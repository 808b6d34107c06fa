import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';

/** Words and colours for the values of a metric that is 0 or 1. */
export function states(zero: string, one: string): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: {
        '0': { text: zero, color: 'red', index: 0 },
        '1': { text: one, color: 'green', index: 1 },
      },
    },
  ];
}

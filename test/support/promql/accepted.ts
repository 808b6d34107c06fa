/** What may be said of an expression all the same, and why. */
export interface Accepted {
  readonly text: string;
  readonly fault: RegExp;
  readonly why: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    text: 'genesis_drawdown_percent > 5 and increase(genesis_drawdown_percent[1h]) > 3',
    fault: /^increase\(\) is for counters/,
    why: 'the setup guide has it so; docs/metrics.md says what it does, and the alerts use delta()',
  },
  {
    text: 'increase(genesis_drawdown_percent[1h]) > 3',
    fault: /^increase\(\) is for counters/,
    why: 'docs/metrics.md warns of it',
  },
  {
    text: 'genesis_orders_total_total',
    fault: /^there is no metric/,
    why: 'docs/otlp.md shows what a wrong translation strategy makes of a name',
  },
  {
    text: 'genesis_account',
    fault: /^there is no metric/,
    why: 'docs/otlp.md speaks of the label',
  },
];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { VARIABLES } from '../../lib/config/variables.js';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { ENDPOINT_METRICS } from '../../lib/metrics/endpoint-metrics.js';
import { PERMITTED } from '../integration/parity/permitted.js';

const TEXT = readFileSync(join(__dirname, '../../../docs/otlp.md'), 'utf8');

describe('docs/otlp.md', () => {
  it('lists each difference of the paths that the tests permit, and no other', () => {
    const rows = [...TEXT.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, what, why]) => [
      what,
      why,
    ]);
    const permitted = PERMITTED.map(({ label, series, values, why }) => [
      label ?? series?.name ?? values,
      why,
    ]);
    expect(rows).to.deep.equal(permitted);
  });

  it('names only variables and metrics that there are', () => {
    const variables = [...TEXT.matchAll(/\b(?:OTEL|GENESIS)_[A-Z_]+\b/g)].map(([name]) => name);
    expect(Object.keys(VARIABLES)).to.include.members(variables);
    const metrics = [...Object.values(CATALOGUE), ...Object.values(ENDPOINT_METRICS)];
    const names = [...TEXT.matchAll(/\bgenesis_[a-z_]+\b/g)].map(([name]) => name);
    const known = [
      ...metrics.map(({ name }) => name),
      'genesis_account',
      'genesis_orders_total_total',
    ];
    expect(known).to.include.members(names);
  });
});

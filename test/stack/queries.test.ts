import { expect } from 'chai';
import { QUERIES } from './support/queries.js';

describe('the documented queries', () => {
  it('are the nine that the tests of this folder ask', () => {
    expect([...QUERIES.keys()]).to.deep.equal([
      'Current P&L',
      'Order execution rate (per second)',
      'Failed order percentage',
      'Average execution time (last 5 minutes)',
      'P99 WebSocket latency',
      'Drawdown alert condition',
      'Tilt correlation with losses',
      'Rate limit approaching threshold',
      'Connection stability',
    ]);
  });
});

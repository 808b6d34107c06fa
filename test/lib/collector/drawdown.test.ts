import { expect } from 'chai';
import fc from 'fast-check';
import { Drawdown } from '../../../lib/collector/drawdown.js';
import { Money } from '../../../lib/collector/money.js';

/** Worked on paper: initial equity, then P&L and the drawdown it must give. */
const EXAMPLES: [
  title: string,
  initial: string,
  steps: [pnl: string, drawdown: string | undefined][],
][] = [
  [
    '10,000 to start, never above it',
    '10000',
    [
      ['0', '0'],
      ['-500', '5'],
      ['-10000', '100'],
    ],
  ],
  // Equity 12,000 is the peak; 9,000 is 3,000 below it: 25 %.
  [
    'a peak of 12,000, then 9,000',
    '10000',
    [
      ['2000', '0'],
      ['-1000', '25'],
      ['2000', '0'],
    ],
  ],
  // Recovering from 9,000 to 11,400 leaves 600 of 12,000: 5 %.
  [
    'a recovery',
    '10000',
    [
      ['2000', '0'],
      ['-1000', '25'],
      ['1400', '5'],
    ],
  ],
  // Equity −2,000 under a peak of 10,000: 12,000 of 10,000.
  ['losses beyond the account', '10000', [['-12000', '120']]],
  [
    'no initial equity: from the P&L peak',
    '0',
    [
      ['100', '0'],
      ['75', '25'],
      ['-50', '150'],
    ],
  ],
  [
    'no initial equity, losing at once',
    '0',
    [
      ['0', '0'],
      ['-50', undefined],
      ['10', '0'],
      ['5', '50'],
    ],
  ],
  // A cent of 3 is a third of a percent that no binary fraction holds.
  [
    'decimal amounts',
    '3',
    [
      ['0', '0'],
      ['-0.03', '1'],
    ],
  ],
];

describe('drawdown', () => {
  for (const [title, initial, steps] of EXAMPLES) {
    it(`is right for ${title}`, () => {
      const drawdown = new Drawdown(new Money(initial));
      for (const [pnl, expected] of steps) {
        expect(drawdown.update(new Money(pnl))?.toString(), `P&L ${pnl}`).to.equal(expected);
      }
    });
  }

  it('is never negative, and zero exactly at a new peak (property)', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(amounts, (pnls) => {
        const drawdown = new Drawdown(new Money(1_000));
        let peak = 1_000;
        for (const pnl of pnls) {
          peak = Math.max(peak, 1_000 + pnl);
          const percent = drawdown.update(new Money(pnl))?.toNumber() ?? Number.NaN;
          expect(percent).to.be.at.least(0);
          expect(percent === 0).to.equal(1_000 + pnl === peak);
        }
      }),
    );
  });
});

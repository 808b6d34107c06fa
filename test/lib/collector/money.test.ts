import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { toMoney } from '../../../lib/collector/money.js';

describe('money', () => {
  const good: [unknown, string][] = [
    ['1000.00', '1000'],
    [' -12.50 ', '-12.5'],
    ['+.5', '0.5'],
    ['1e3', '1000'],
    [0, '0'],
    [-0.1, '-0.1'],
    [new Decimal('250.50'), '250.5'],
    [new (Decimal.clone())('7'), '7'],
  ];
  for (const [input, expected] of good) {
    it(`takes ${String(input)}`, () => expect(toMoney(input)?.toString()).to.equal(expected));
  }

  const bad: unknown[] = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    'Infinity',
    'NaN',
    '0x10',
    '',
    ' ',
    '1,000',
    '$5',
    '1e999999999',
    '9'.repeat(500),
    new Decimal('1e400'),
    new Decimal(Number.NaN),
    null,
    undefined,
    {},
    [],
    true,
    10n,
  ];
  for (const input of bad) {
    it(`refuses ${String(input).slice(0, 20) || typeof input}`, () => {
      expect(toMoney(input)).to.equal(undefined);
    });
  }

  it('never throws, and gives finite amounts only (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.double()), (input) => {
        const amount = toMoney(input);
        if (amount !== undefined) expect(Number.isFinite(amount.toNumber())).to.equal(true);
      }),
    );
  });

  it('adds cents without a binary remainder', () => {
    const sum = toMoney('0.1')?.plus('0.2');
    expect(sum?.toString()).to.equal('0.3');
  });
});

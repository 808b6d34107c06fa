import { expect } from 'chai';
import {
  canonicalNumber,
  numberText,
  secondsText,
} from '../../../../lib/prometheus/exposition/numbers.js';

describe('numberText', () => {
  for (const [value, text] of [
    [0, '0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [Number.NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
  ] as const) {
    it(`writes ${text}`, () => {
      expect(numberText(value)).to.equal(text);
    });
  }
});

describe('canonicalNumber', () => {
  // The first two lines are the specification's own examples.
  const examples =
    '0.0 0.001 0.002 0.01 0.1 0.9 0.95 0.99 0.999 1.0 1.7 10.0 ' +
    '1e-10 1e-09 1e-05 0.0001 0.1 1.0 100000.0 1e+06 1e+10 +Inf ' +
    '-1.0 -Inf -1e-05 123456.0 1.234567e+06 123456.789 1e+21 1e+100 5e-324 1.5e-07';
  for (const text of examples.split(' ')) {
    it(`writes ${text}`, () => {
      expect(canonicalNumber(Number(text.replace('Inf', 'Infinity')))).to.equal(text);
    });
  }
});

describe('secondsText', () => {
  for (const [time, text] of [
    [[1_700_000_000, 0], '1700000000.0'],
    [[1_700_000_000, 1], '1700000000.000000001'],
    [[1_700_000_000, 120_000_000], '1700000000.12'],
  ] as const) {
    it(`writes ${text}`, () => {
      expect(secondsText([...time])).to.equal(text);
    });
  }
});

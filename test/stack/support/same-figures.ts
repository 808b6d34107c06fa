import { expect } from 'chai';

const RELATIVE = 1e-9;

type Figures = Readonly<Record<string, number>>;

/** Expects the same keys; where there are many, it shows those that differ only. */
export function expectSameKeys(actual: Figures, expected: Figures): void {
  const missing = Object.keys(expected).filter((key) => !(key in actual));
  const unexpected = Object.keys(actual).filter((key) => !(key in expected));
  expect({ missing, unexpected }).to.deep.equal({ missing: [], unexpected: [] });
}

/** Expects the same keys, and values that differ by rounding at most. */
export function expectSameFigures(actual: Figures, expected: Figures): void {
  expectSameKeys(actual, expected);
  for (const [key, value] of Object.entries(expected)) {
    if (Number.isFinite(value)) {
      expect(actual[key], key).to.be.closeTo(value, Math.abs(value) * RELATIVE);
    } else expect(actual[key], key).to.deep.equal(value);
  }
}

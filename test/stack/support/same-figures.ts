import { expect } from 'chai';

const RELATIVE = 1e-9;

/** Expects the same keys, and values that differ by rounding at most. */
export function expectSameFigures(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): void {
  expect(Object.keys(actual).sort()).to.deep.equal(Object.keys(expected).sort());
  for (const [key, value] of Object.entries(expected)) {
    if (Number.isFinite(value)) {
      expect(actual[key], key).to.be.closeTo(value, Math.abs(value) * RELATIVE);
    } else expect(actual[key], key).to.deep.equal(value);
  }
}

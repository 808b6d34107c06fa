import { expect } from 'chai';
import { lastingParts, relaxed } from '../support/promql/operands.js';
import { reaches } from '../support/promql/ranges.js';
import { descendants, operands, parse } from '../support/promql/syntax.js';

describe('the lasting parts of an expression', () => {
  const PARTS: Readonly<Record<string, readonly string[]>> = {
    'genesis_up * 2': ['genesis_up * 2'],
    'genesis_up > 2': ['genesis_up'],
    'a / b > 0.5 and on (job) c': ['a / b', 'c'],
    'sum by (x) (increase(e[5m]) > 0 or (e unless e offset 5m))': [
      'increase(e[5m])',
      'e',
      'e offset 5m',
    ],
    'absent(up{job="genesis"} == 1)': ['up{job="genesis"}'],
    'absent_over_time(up[5m])': ['count_over_time(up[5m])'],
    'absent_over_time(up[5m] offset 1h)': ['count_over_time(up[5m] offset 1h)'],
    'count(up == bool 0)': ['count(up == bool 0)'],
    'max_over_time((lag > 5)[1h:1m])': ['lag'],
    'vector(1)': [],
    '(time() - started) > 60': ['(time() - started)'],
  };
  for (const [expression, parts] of Object.entries(PARTS)) {
    it(`of ${expression}`, () => {
      expect(lastingParts(expression)).to.deep.equal(parts);
    });
  }
});

describe('a relaxed expression', () => {
  const RELAXED: Readonly<Record<string, string>> = {
    'genesis_up * 2': 'genesis_up * 2',
    'a / b > 0.5 and on (job) c': 'a / b > bool 0.5 and on (job) c',
    'a >= on (job) b unless c != 1': 'a >= bool on (job) b and c != bool 1',
    'count(up == bool 0) < 3': 'count(up == bool 0) < bool 3',
    'absent(up{job="genesis",instance!=""} == 1)':
      'group by (job) (up{job="genesis",instance!=""} == bool 1)',
    'a / (b > 0) > 2': 'a / (b > 0) > bool 2',
    'sum(a > 1) * 2': 'sum(a > bool 1) * 2',
    'absent_over_time(up[5m])': 'group by () (count_over_time(up[5m]))',
    'vector(1) # > 2': 'vector(1) # > 2',
  };
  for (const [expression, expected] of Object.entries(RELAXED)) {
    it(`of ${expression}`, () => {
      expect(relaxed(expression)).to.equal(expected);
    });
  }
});

describe('how far an expression reaches back', () => {
  it('adds up ranges, subqueries and offsets', () => {
    expect(reaches('max_over_time(rate(a[5m])[1h:1m] offset 1d) / b offset 30m + c')).to.deep.equal(
      [
        { name: 'a', selector: 'a', start: 90_300, end: 86_400 },
        { name: 'b', selector: 'b', start: 1_800, end: 1_800 },
        { name: 'c', selector: 'c', start: 0, end: 0 },
      ],
    );
  });
});

describe('the syntax tree', () => {
  it('has offsets and times at what they follow, as servers do', () => {
    const found = (expression: string): string[] =>
      descendants(parse(expression))
        .filter(({ name }) => name === 'OffsetExpr' || name === 'StepInvariantExpr')
        .map(({ text }) => text);
    expect(found('a unless b offset 5m')).to.deep.equal(['b offset 5m']);
    expect(found('a + b offset 5m * c @ end()')).to.deep.equal(['b offset 5m', 'c @ end()']);
    expect(found('rate(a[5m] offset 1d)')).to.deep.equal(['a[5m] offset 1d']);
    const [sum] = operands(parse('a + b offset 5m * c'));
    expect(operands(sum ?? parse('')).map(({ text }) => text)).to.deep.equal([
      'a',
      'b offset 5m * c',
    ]);
  });

  it('has two of them around one selector', () => {
    const [, twice] = operands(operands(parse('a - b offset 5m @ end()'))[0] ?? parse(''));
    expect(twice?.text).to.equal('b offset 5m @ end()');
  });
});

import { expect } from 'chai';
import { fasterExpression, timeLapse } from '../stack/alerting/support/time-lapse.js';

describe('time lapse', () => {
  const expressions: readonly (readonly [original: string, tenfold: string])[] = [
    ['rate(x_total[5m]) > 0.5', 'rate(x_total[30000ms]) > 0.5'],
    ['x unless x offset 1m30s', 'x unless x offset 9000ms'],
    ['x offset -1m', 'x offset -6000ms'],
    ['max_over_time(rate(x[10s])[1h:15s])', 'max_over_time(rate(x[1000ms])[360000ms:1500ms])'],
    ['x{window="5m"} > 300', 'x{window="5m"} > 300'],
    ['x # within [5m]\n  > 1', 'x # within [5m]\n  > 1'],
  ];

  for (const [original, tenfold] of expressions) {
    it(`divides what is time in ${JSON.stringify(original)}`, () => {
      expect(fasterExpression(original, 10)).to.equal(tenfold);
      expect(fasterExpression(original, 1)).to.equal(original);
    });
  }

  it('divides settings, and leaves labels and annotations alone', () => {
    const rule = { for: '2m', expr: 'x[1m]', labels: { window: '5m' }, annotations: { for: '1m' } };
    expect(timeLapse({ interval: '15s', rules: [rule] }, 10)).to.deep.equal({
      interval: '1500ms',
      rules: [{ ...rule, for: '12000ms', expr: 'x[6000ms]' }],
    });
  });

  it('refuses a duration in a place that it does not know, rather than leave it out', () => {
    expect(() => timeLapse({ unheard_of: '5m' }, 10)).to.throw('unheard_of');
  });

  it('refuses what is no PromQL', () => {
    expect(() => fasterExpression('rate(x[5m', 10)).to.throw('not PromQL');
  });
});

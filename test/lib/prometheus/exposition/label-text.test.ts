import type { Attributes } from '@opentelemetry/api';
import { expect } from 'chai';
import { LabelText } from '../../../../lib/prometheus/exposition/label-text.js';

function written(attributes: Attributes): string {
  return new LabelText(false).write(attributes);
}

describe('LabelText', () => {
  it('writes labels in the order of the attributes', () => {
    expect(written({ symbol: 'BTC/USDT', exchange: 'x' })).to.equal(
      'symbol="BTC/USDT",exchange="x"',
    );
    expect(written({})).to.equal('');
  });

  it('shows what is no string as JSON, and nothing as nothing', () => {
    const attributes = { a: 1, b: true, c: ['x', 'y'], d: undefined, e: null, f: 10n };
    expect(written(attributes as unknown as Attributes)).to.equal(
      'a="1",b="true",c="[\\"x\\",\\"y\\"]"',
    );
  });

  it('joins attributes that become one label, in the order of their keys', () => {
    expect(written({ 'b/c': '3', z: '1', 'b.c': '2', b_c: '4' })).to.equal('b_c="2;3;4",z="1"');
  });

  it('is sure of series whose labels come from one key and one type each', () => {
    const labels = new LabelText(true);
    for (const le of ['1', '2', '"\n😀']) labels.write({ le, 'a.b': le });
    labels.write({ c: 1 });
    expect(labels.isAmbiguous).to.equal(false);
  });

  for (const [why, second] of [
    ['another key', { 'a.b': 'x' }],
    ['another type of value', { a_b: 1 }],
    ['a value that UTF-8 cannot express', { a_b: '\ud800' }],
  ] as const) {
    it(`is not, after ${why}`, () => {
      const labels = new LabelText(false);
      labels.write({ a_b: 'x' });
      labels.write(second);
      expect(labels.isAmbiguous).to.equal(true);
      expect(labels.write({ b: '2', a: '1' })).to.equal(labels.write({ a: '1', b: '2' }));
    });
  }
});

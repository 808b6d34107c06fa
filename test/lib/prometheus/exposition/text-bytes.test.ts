import { expect } from 'chai';
import fc from 'fast-check';
import { numberText } from '../../../../lib/prometheus/exposition/numbers.js';
import { SampleLine } from '../../../../lib/prometheus/exposition/sample-line.js';
import { TextBytes, TextRange } from '../../../../lib/prometheus/exposition/text-bytes.js';

const NONE = Buffer.alloc(0);

function small(): TextBytes {
  return new TextBytes(Buffer.alloc(8));
}

describe('TextBytes', () => {
  it('holds whatever is written, in whatever order, however much it is (property)', () => {
    const written = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, 0, 2 ** 31 - 1, 2 ** 31, NaN)),
    );
    fc.assert(
      fc.property(fc.array(written, { maxLength: 40 }), (all) => {
        const [bytes, copy] = [small(), small()];
        let text = '';
        for (const each of all) {
          const start = bytes.length;
          if (typeof each === 'string') bytes.text(each);
          else bytes.number(each);
          copy.copy(bytes, start, bytes.length);
          text += typeof each === 'string' ? each : numberText(each);
        }
        expect(bytes.read(0, bytes.length)).to.equal(Buffer.from(text).toString());
        expect(copy.take(NONE)).to.deep.equal(bytes.take(NONE));
      }),
    );
  });

  it('begins anew where it is told, and leaves alone what was taken', () => {
    const bytes = small();
    bytes.text('first');
    const next = Buffer.alloc(100);
    const taken = bytes.take(next);
    bytes.text('second');
    expect([taken.toString(), bytes.length]).to.deep.equal(['first', 6]);
    expect(next.toString('utf8', 0, 6)).to.equal('second');
  });
});

describe('SampleLine', () => {
  for (const [label, labels, line] of [
    ['', '', 'orders_total '],
    ['', 'side="buy"', 'orders_total{side="buy"} '],
    ['le="1"', '', 'orders_total{le="1"} '],
    ['le="1"', 'side="ü"', 'orders_total{side="ü",le="1"} '],
  ] as const) {
    it(`is ${line}`, () => {
      const [out, own] = [small(), small()];
      own.text(labels);
      const range = new TextRange(own);
      range.moveTo(own.length);
      new SampleLine('orders_total', label).begin(out, range);
      expect(out.read(0, out.length)).to.equal(line);
    });
  }
});

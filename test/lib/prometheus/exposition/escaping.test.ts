import { expect } from 'chai';
import {
  escapeLabelValue,
  escapeOpenMetricsHelp,
  escapeTextHelp,
} from '../../../../lib/prometheus/exposition/escaping.js';

describe('escapeLabelValue', () => {
  it('leaves what has no meaning of its own', () => {
    const plain = "BTC/USDT:永 {},='#\u0000\r\u2028😀";
    expect(escapeLabelValue(plain)).to.equal(plain);
  });

  it('escapes backslashes, quotes and ends of lines, each once', () => {
    expect(escapeLabelValue('\\ " \n \\n \\"')).to.equal('\\\\ \\" \\n \\\\n \\\\\\"');
  });

  it('replaces what UTF-8 cannot express', () => {
    expect(escapeLabelValue('a\ud800b\udc00 😀')).to.equal('a\ufffdb\ufffd 😀');
  });
});

describe('escapeTextHelp', () => {
  it('leaves quotes alone', () => {
    expect(escapeTextHelp('a "b"\\\n\ud800')).to.equal('a "b"\\\\\\n\ufffd');
  });
});

describe('escapeOpenMetricsHelp', () => {
  it('escapes quotes too', () => {
    expect(escapeOpenMetricsHelp('a "b"\\\n\ud800')).to.equal('a \\"b\\"\\\\\\n\ufffd');
  });
});

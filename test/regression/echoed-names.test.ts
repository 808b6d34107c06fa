import { expect } from 'chai';
import fc from 'fast-check';
import { loadConfig } from '../../lib/config/load-config.js';
import { report } from '../../lib/diagnostics/report.js';
import { requireGuard } from '../../lib/prometheus/guard/guard-rules.js';
import { listenError } from '../../lib/prometheus/http/listen-error.js';
import { diagLines } from '../support/diag-lines.js';

const TOKEN = 'a1b2c3d4e5f6a7b8';
const LISTS = [
  'OTEL_METRICS_EXPORTER',
  'GENESIS_INSTRUMENTATIONS',
  'GENESIS_DISABLED_INSTRUMENTATIONS',
] as const;

/** What somebody sets in a wrong place may be a token, or bytes that a terminal obeys. */
describe('a line about a value that means nothing', () => {
  it('shows the short and harmless names, and counts the others', () => {
    const value = ['nope', TOKEN, '\u001b[2J', 'http://user:pass@host'].join();
    for (const name of LISTS) {
      const [line, ...more] = loadConfig({ [name]: value }, {}, ['ccxt']).problems;
      expect(more).to.deep.equal([]);
      expect(line).to.match(new RegExp(`^${name} names "nope", 3 that are not shown, known are `));
    }
  });

  it('is short and holds plain characters only, whatever is set (property)', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 5_000 }));
    fc.assert(
      fc.property(fc.constantFrom(...LISTS), value, (name, text) => {
        for (const line of loadConfig({ [name]: text }, {}, ['ccxt']).problems) {
          expect(line).to.match(/^[\x20-\x7e]{1,250}$/);
        }
      }),
    );
  });

  it('shows a host that is one, and no other', () => {
    const lineOf = (host: string): string => {
      try {
        requireGuard(host, false);
        return '';
      } catch (error) {
        return (error as Error).message + listenError(error, host, 9464).message;
      }
    };
    expect(lineOf('10.0.0.1')).to.contain('is 10.0.0.1,').and.to.contain(' 10.0.0.1:9464 ');
    expect(lineOf('fd00::1')).to.contain(' [fd00::1]:9464 ');
    for (const host of ['\u001b[2J', 'x'.repeat(65), 'user@host', 'https://10.0.0.1']) {
      expect(lineOf(host)).to.contain('is (not shown),').and.not.to.contain(host);
    }
  });

  it('never is more than one line, nor endless', async () => {
    const [line, ...more] = await diagLines(() =>
      report(`a\n\u001b[2J\u2028b${'x'.repeat(9_000)}`),
    );
    expect(more).to.deep.equal([]);
    expect(line)
      .to.match(/^genesis-otel: a \[2J bx+$/)
      .and.to.have.length(1_000);
  });
});

import type { DiagLogger } from '@opentelemetry/api';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { expect } from 'chai';
import { ensureDiagLogger, keepingDiagLogger } from '../../../lib/diagnostics/diag-logger.js';

function collecting(lines: string[]): DiagLogger {
  const log = (line: string): void => void lines.push(line);
  return { error: log, warn: log, info: log, debug: log, verbose: log };
}

describe('the diag logger', () => {
  beforeEach(() => diag.disable());
  afterEach(() => diag.disable());

  it("is the bot's own where it has set one", () => {
    const lines: string[] = [];
    diag.setLogger(collecting(lines));
    expect(ensureDiagLogger(DiagLogLevel.WARN)).to.equal(false);
    diag.warn('still here');
    expect(lines).to.deep.equal(['still here']);
  });

  it('is ours where nobody has set one', () => {
    expect(ensureDiagLogger(DiagLogLevel.NONE)).to.equal(true);
    expect(ensureDiagLogger(DiagLogLevel.NONE)).to.equal(false);
  });

  it('survives code that sets another one as a side effect, without a word about it', () => {
    const [kept, other]: [string[], string[]] = [[], []];
    diag.setLogger(collecting(kept));
    const result = keepingDiagLogger(() => diag.setLogger(collecting(other)));
    diag.warn('after');
    expect(result).to.equal(true);
    expect(kept).to.deep.equal(['after']);
    expect(other).to.deep.equal([]);
  });
});

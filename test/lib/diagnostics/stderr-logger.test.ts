import { expect } from 'chai';
import { StderrDiagLogger } from '../../../lib/diagnostics/stderr-logger.js';

/** What is written to stderr while `action` runs. */
function written(action: () => void): string {
  const { write } = process.stderr;
  let text = '';
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    action();
  } finally {
    process.stderr.write = write;
  }
  return text;
}

describe('the stderr logger', () => {
  const logger = new StderrDiagLogger();

  for (const level of ['error', 'warn', 'info', 'debug', 'verbose'] as const) {
    it(`writes one line for ${level}`, () => {
      expect(written(() => logger[level]('two\nlines'))).to.equal(`[${level}] two lines\n`);
    });
  }

  it("keeps the message of OpenTelemetry's component loggers", () => {
    const text = written(() => logger.warn('SomeComponent', 'could not do it', 5));
    expect(text).to.equal('[warn] SomeComponent: could not do it (number)\n');
  });

  it('shows no more of an error than its class', () => {
    const error = Object.assign(new TypeError('https://exchange/?signature=abc'), { apiKey: 'k1' });
    expect(written(() => logger.error('failed', error))).to.equal('[error] failed (TypeError)\n');
  });

  it('survives a closed stderr', () => {
    const { write } = process.stderr;
    process.stderr.write = () => {
      throw new Error('EPIPE');
    };
    try {
      logger.warn('to nobody');
    } finally {
      process.stderr.write = write;
    }
  });
});

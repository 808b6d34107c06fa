import { expect } from 'chai';
import { retryInfoMs } from '../../../../lib/otlp/transport/grpc-retry-info.js';
import { retryAfterMs } from '../../../../lib/otlp/transport/retry-after.js';
import { retryInfo } from './retry-info.js';

const NOW = Date.parse('2024-03-01T12:00:00Z');

describe('the pause that a collector asks for', () => {
  for (const [header, pause] of [
    ['0', 0],
    [' 120 ', 120_000],
    ['Fri, 01 Mar 2024 12:00:30 GMT', 30_000],
    ['Fri, 01 Mar 2024 11:59:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`is read from Retry-After: ${header}`, () => {
      expect(retryAfterMs(header, NOW)).to.equal(pause);
    });
  }

  it('is read from the details of a gRPC status', () => {
    const details = Buffer.from(retryInfo(2, 500_000_000), 'base64');
    expect(retryInfoMs(details)).to.equal(2_500);
  });

  for (const [name, details] of [
    ['are empty', ''],
    ['are no message', 'ffffffffffff'],
    ['are of something else', '080e'],
  ] as const) {
    it(`is none where the details ${name}`, () => {
      expect(retryInfoMs(Buffer.from(details, 'hex'))).to.equal(undefined);
    });
  }
});

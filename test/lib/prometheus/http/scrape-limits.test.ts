import { expect } from 'chai';
import type { MetricsRequest } from '../../../../lib/prometheus/http/handler.js';
import { scrapeLimits } from '../../../../lib/prometheus/http/scrape-limits.js';

const of = (seconds?: string) =>
  scrapeLimits({
    headers: { 'x-prometheus-scrape-timeout-seconds': seconds },
  } as unknown as MetricsRequest);

describe('scrapeLimits', () => {
  it('stays below what the scraper waits, with time left for what a callback does not hold', () => {
    for (const seconds of [0.5, 1, 2.5, 10]) {
      const { scrapeMs, callbackMs } = of(String(seconds));
      expect(scrapeMs)
        .to.be.below(seconds * 1_000)
        .and.at.least(seconds * 800);
      expect(callbackMs).to.be.below(scrapeMs * 0.7);
    }
  });

  it('never takes longer than Prometheus waits by default', () => {
    for (const seconds of ['10', '60', '999999']) expect(of(seconds)).to.deep.equal(of());
    expect(of().scrapeMs).to.be.below(10_000);
  });

  it('leaves a little time to who has none', () => {
    expect(of('0').scrapeMs).to.be.greaterThan(0);
  });

  it('does not mind rubbish', () => {
    for (const seconds of [
      '',
      '-1',
      'NaN',
      'Infinity',
      '1e9',
      '0x10',
      '1,5',
      ' 1',
      '1'.repeat(99),
    ]) {
      expect(of(seconds)).to.deep.equal(of());
    }
  });
});

import { expect } from 'chai';
import { marketEventOf } from '../../../../instrumentation/exchanges/alpaca/market-data.js';

const TEXT = '2026-03-02T14:30:05.123Z';
const AT = Date.parse(TEXT);

describe('the time of a message of Alpaca market data', () => {
  for (const [how, t] of [
    ['text', TEXT],
    ['a date', new Date(AT)],
    ['seconds and nanoseconds', { epochSeconds: Math.floor(AT / 1000), nanos: 123_000_000 }],
  ] as const) {
    it(`is read where it is ${how}`, () => {
      expect(marketEventOf({ T: 't', S: 'BTC/USD', t })).to.deep.equal({
        time: AT,
        channel: 'trades',
      });
    });
  }

  it('belongs to a channel', () => {
    const channels = ['t', 'q', 'o'].map((T) => marketEventOf({ T, t: TEXT })?.channel);
    expect(channels).to.deep.equal(['trades', 'ticker', 'orderbook']);
  });

  it('is none of bars, which tell when their minute began, nor of what is no price', () => {
    for (const message of [
      ...['b', 'u', 'd', 'success', 'subscription', 'error'].map((T) => ({ T, t: TEXT })),
      { T: 't' },
      { T: 't', t: 'soon' },
      null,
      'text',
    ]) {
      expect(marketEventOf(message)).to.equal(undefined);
    }
  });
});

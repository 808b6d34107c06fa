import { expect } from 'chai';
import { nativeSymbolLabel } from '../../../../instrumentation/core/orders/symbol-label.js';

describe('nativeSymbolLabel', () => {
  const symbols =
    'BTCUSDT BTC-USDT BTC-USDT-SWAP BTC_USDT BTC/USD XBTUSDTM kPEPE 1000000BABYDOGEUSDT BTC-241227-100000-C BTC-USD-250328-P-1.5 AAPL BRK.B 币安人生USDT tBTCUSD'.split(
      ' ',
    );
  for (const symbol of symbols) {
    it(`keeps ${symbol}`, () => {
      expect(nativeSymbolLabel(symbol)).to.equal(symbol);
    });
  }

  const others = [
    '12345678901234',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
    'BTC USDT',
    'BTC\nUSDT',
    'BTC"',
    '-BTC',
    // As long as the shortest API keys.
    'PKCANARYCANARYCANARY',
  ];
  for (const other of others) {
    it(`refuses ${JSON.stringify(other)}`, () => {
      expect(nativeSymbolLabel(other)).to.equal('other');
    });
  }

  it('does not know what is no text', () => {
    for (const given of [undefined, null, '', 5, {}, []]) {
      expect(nativeSymbolLabel(given)).to.equal('unknown');
    }
  });
});

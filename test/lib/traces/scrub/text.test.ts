import { expect } from 'chai';
import { scrubbedText } from '../../../../lib/traces/scrub/text.js';

const LISTEN_KEY = 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1';
const UUID = '61e69015-8549-4bfd-b9c3-01e75843f47d';

describe('the texts of spans', () => {
  for (const [text, scrubbed] of [
    [
      'https://api.binance.com/api/v3/order?symbol=BTCUSDT&signature=abc',
      'https://api.binance.com/api/v3/order',
    ],
    ['/api/v3/order?timestamp=1&signature=abc', '/api/v3/order'],
    ['https://user:pass@host:8443/path#token=abc', 'https://host:8443/path'],
    [`wss://stream.binance.com:9443/ws/${LISTEN_KEY}`, 'wss://stream.binance.com:9443/ws/*'],
    [`/ws/${LISTEN_KEY}`, '/ws/*'],
    [`GET /v2/orders/${UUID}`, 'GET /v2/orders/*'],
    ['/api/v4/spot/orders/4278945720', '/api/v4/spot/orders/*'],
    [
      'https://api.telegram.org/bot110201543:AAHdqTcvCH1v/sendMessage',
      'https://api.telegram.org/*/sendMessage',
    ],
    ['POST https://a.b/x?k=v then https://c.d/y?k=v', 'POST https://a.b/x then https://c.d/y'],
    ['failed at ?signature=abc', 'failed at '],
    ['/order?signature', '/order'],
    [`opening "/ws/${LISTEN_KEY}" (/ws/${LISTEN_KEY})`, 'opening "/ws/*" (/ws/*)'],
    [`path=/ws/${LISTEN_KEY}?x=1`, 'path=/ws/*'],
  ] as const) {
    it(`lose what may be secret: ${text.slice(0, 60)}`, () => {
      expect(scrubbedText(text)).to.equal(scrubbed);
    });
  }

  for (const text of [
    'order create',
    'GET',
    'BTC/USDT:USDT',
    'https://fapi.binance.com/fapi/v1/batchOrders',
    'https://www.okx.com/api/v5/trade/cancel-batch-orders',
    'https://api.bitget.com/api/v2/spot/trade/batch-cancel-replace-order',
    'https://api.gateio.ws/api/v4/futures/usdt/positions/BTC_USDT',
    'https://api.exchange.coinbase.com/products/BTC-USD-250926/ticker',
    'http://[::1]:4318/v1/traces',
    'why? because',
  ]) {
    it(`stay as they are: ${text}`, () => {
      expect(scrubbedText(text)).to.equal(text);
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { channelOf } from '../../../instrumentation/core/streams/channel.js';
import { eventTimeOf, plausibleTime } from '../../../instrumentation/core/streams/event-time.js';
import { frameKeysOf } from '../../../instrumentation/exchanges/frame-keys.js';
import { FrameReader } from '../../../instrumentation/ws/frame-reader.js';

const NOW = Date.parse('2026-03-01T12:00:00.250Z');
const LEVELS = Array.from({ length: 200 }, (_, level) => [`${level}.5`, '10', '0', '1']);

/** Messages as the exchanges' documentation shows them, with an event time of `NOW`. */
const MESSAGES: [exchange: string, message: unknown, channel: string | undefined][] = [
  ['binance', { e: 'trade', E: NOW, s: 'BTCUSDT', t: 1, p: '1', T: NOW - 9_000 }, 'trades'],
  [
    'binance',
    { stream: 'btcusdt@aggTrade', data: { e: 'aggTrade', E: NOW, s: 'BTCUSDT', T: NOW - 9 } },
    'trades',
  ],
  ['binance', { subscriptionId: 0, event: { e: 'executionReport', E: NOW } }, 'orders'],
  ['binance', { e: 'depthUpdate', E: NOW, b: LEVELS, a: LEVELS }, 'orderbook'],
  ['bybit', { topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts: NOW, data: [{}] }, 'trades'],
  [
    'okx',
    { arg: { channel: 'trades', instId: 'BTC-USDT' }, data: [{ px: '1', ts: String(NOW) }] },
    'trades',
  ],
  [
    'okx',
    {
      arg: { channel: 'books', instId: 'BTC-USDT' },
      action: 'update',
      data: [{ asks: LEVELS, bids: LEVELS, ts: String(NOW), checksum: -1 }],
    },
    'orderbook',
  ],
  [
    'bitget',
    {
      action: 'update',
      arg: { instType: 'SPOT', channel: 'trade', instId: 'BTCUSDT' },
      data: [{ ts: String(NOW - 500), price: '1' }],
      ts: NOW,
    },
    'trades',
  ],
  [
    'kraken',
    { channel: 'trade', type: 'update', data: [{ timestamp: '2026-03-01T12:00:00.250000Z' }] },
    'trades',
  ],
  [
    'coinbase',
    { channel: 'ticker', client_id: '', timestamp: '2026-03-01T12:00:00.25Z', events: [] },
    'ticker',
  ],
  [
    'kucoin',
    { topic: '/market/match', subject: 'trade', data: { time: `${NOW}000000` } },
    'trades',
  ],
  ['hyperliquid', { channel: 'trades', data: [{ coin: 'BTC', time: NOW }] }, 'trades'],
  ['an-exchange-without-a-line', { channel: 'trades', data: { ts: NOW / 1000 } }, 'trades'],
];

function readerOf(exchange: string): FrameReader {
  return new FrameReader(frameKeysOf(exchange));
}

/** What is read from a message in one of the forms that versions of ws give. */
function read(exchange: string, message: unknown, now = NOW) {
  const reader = readerOf(exchange);
  const bytes = reader.bytesOf(message);
  if (bytes === undefined) return undefined;
  return { time: plausibleTime(reader.time(bytes), now), channel: reader.channel(bytes) };
}

describe('a reader of raw messages', () => {
  for (const [exchange, message, channel] of MESSAGES) {
    const text = JSON.stringify(message);
    it(`finds time and channel of ${exchange}: ${text.slice(0, 60)}`, () => {
      for (const form of [text, Buffer.from(text), new Uint8Array(Buffer.from(text))]) {
        const found = read(exchange, form);
        expect(found?.time).to.be.closeTo(NOW, 0.001);
        expect(found?.channel).to.equal(channel);
      }
    });
  }

  it('tells no time of what happened before anybody listened', () => {
    const trade = { timestamp: '2026-03-01T12:00:00Z' };
    const snapshots: [string, unknown][] = [
      ['kraken', { channel: 'trade', type: 'snapshot', data: [trade] }],
      ['bitmex', { table: 'trade', action: 'partial', data: [trade] }],
      ['hyperliquid', { channel: 'userFills', data: { isSnapshot: true, fills: [{ time: NOW }] } }],
    ];
    for (const [exchange, message] of snapshots) {
      expect(read(exchange, JSON.stringify(message))?.time, exchange).to.equal(undefined);
    }
  });

  it('tells no time of messages without one, or with one that cannot be', () => {
    const texts = [
      '{"u":400900217,"s":"BNBUSDT","b":"25.3","B":"31.2","a":"25.4","A":"40.7"}',
      `{"E":${NOW - 3_600_000}}`,
      '{"E":null}',
      '{"E":"soon"}',
      '{"E":',
      '{"E":-5}',
      '{"E":"2026-03-01T12:00:00.250+02:00"}',
      '{"E":"20x6-03-01T12:00:00.250Z"}',
      '[]',
    ];
    for (const text of texts) {
      expect(read('binance', Buffer.from(text))?.time, text).to.equal(undefined);
    }
  });

  it('leaves packed and empty messages and other things alone', () => {
    const packed = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(`"E":${NOW}`)]);
    for (const message of [packed, Buffer.alloc(0), '', new ArrayBuffer(8), 5, null]) {
      expect(read('binance', message)?.time).to.equal(undefined);
    }
  });

  it('agrees with who parses the message, in any unit (property)', () => {
    const unit = fc.constantFrom(1, 1_000, 1_000_000);
    const padding = fc.string({ maxLength: 40 });
    const age = fc.integer({ min: -50_000, max: 50_000 });
    fc.assert(
      fc.property(unit, padding, age, fc.boolean(), (factor, pad, off, quoted) => {
        const time = (NOW + off) * factor;
        const message = { topic: 'publicTrade.X', pad, ts: quoted ? String(time) : time };
        const found = read('bybit', Buffer.from(JSON.stringify(message)));
        expect(found?.time).to.equal(eventTimeOf(message, NOW));
        expect(found?.channel).to.equal(channelOf(message));
      }),
    );
  });

  it('takes any bytes (property)', () => {
    const reader = readerOf('kraken');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const readable = reader.bytesOf(Buffer.concat([Buffer.from('{'), bytes]));
        if (readable !== undefined) {
          reader.time(readable);
          reader.channel(readable);
        }
      }),
    );
  });
});

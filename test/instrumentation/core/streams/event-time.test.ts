import { expect } from 'chai';
import fc from 'fast-check';
import { channelOf } from '../../../../instrumentation/core/streams/channel.js';
import { eventTimeOf } from '../../../../instrumentation/core/streams/event-time.js';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const AGO = NOW - 25;

describe('the event time of a message', () => {
  const messages: [exchange: string, message: unknown, channel: string | undefined][] = [
    ['binance', { e: 'trade', E: AGO, s: 'BTCUSDT', p: '1' }, 'trades'],
    ['binance user data', { subscriptionId: 0, event: { e: 'executionReport', E: AGO } }, 'orders'],
    ['binance USD-M', { e: 'ACCOUNT_UPDATE', E: AGO, a: {} }, 'account'],
    ['bybit', { topic: 'publicTrade.BTCUSDT', ts: AGO, data: [] }, 'trades'],
    ['okx', { arg: { channel: 'books' }, data: [{ ts: String(AGO) }] }, 'orderbook'],
    ['kraken', { channel: 'ticker', data: [{ timestamp: new Date(AGO).toISOString() }] }, 'ticker'],
    ['coinbase', { channel: 'user', timestamp: new Date(AGO).toISOString() }, undefined],
    ['kucoin (ns)', { topic: '/market/match:BTC', data: { time: `${AGO}000000` } }, undefined],
    ['gate', { channel: 'spot.trades', time: Math.floor(AGO / 1000), time_ms: AGO }, 'trades'],
    ['bitget', { arg: { topic: 'fill' }, action: 'snapshot', ts: AGO }, 'fills'],
    ['whoever', { channel: 'constructor', timestamp: AGO }, undefined],
    ['hyperliquid', { channel: 'orderUpdates', data: { time: AGO } }, undefined],
  ];
  for (const [exchange, message, channel] of messages) {
    it(`is found for ${exchange}`, () => {
      expect(eventTimeOf(message, NOW)).to.equal(AGO);
      expect(channelOf(message)).to.equal(channel);
    });
  }

  it('is none where it is more than a minute off, or there is none', () => {
    for (const message of [
      { E: NOW - 61_000 },
      { E: 0 },
      { E: 'soon' },
      { result: null, id: 1 },
      [],
      null,
      'x',
      7,
    ]) {
      expect(eventTimeOf(message, NOW)).to.equal(undefined);
    }
  });

  it('is none for what a snapshot holds, which happened before anybody listened', () => {
    const data = [{ ts: AGO }];
    for (const mark of [{ action: 'partial' }, { type: 'snapshot' }, { isSnapshot: true }]) {
      expect(eventTimeOf({ ...mark, data }, NOW)).to.equal(undefined);
      expect(eventTimeOf({ ...mark, ts: AGO, data }, NOW)).to.equal(AGO);
    }
  });

  it('never throws and is never far off (property)', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        channelOf(message);
        const time = eventTimeOf(message, NOW);
        if (time !== undefined) expect(Math.abs(NOW - time)).to.be.at.most(60_000);
      }),
    );
  });
});

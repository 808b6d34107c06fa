import { expect } from 'chai';
import { envelopeOf } from '../../../../instrumentation/exchanges/coinbase/user-channel.js';

describe("the envelope of Coinbase's messages", () => {
  it('has the time of the message and the kind of its channel', () => {
    const timestamp = '2023-02-09T20:19:35.396256Z';
    expect(envelopeOf({ channel: 'market_trades', timestamp })).to.deep.equal({
      timestamp,
      channel: 'trades',
    });
    expect(envelopeOf({ channel: 'l2_data', timestamp })).to.include({ channel: 'orderbook' });
    expect(envelopeOf({ channel: 'heartbeats', timestamp })).to.deep.equal({
      timestamp,
      channel: undefined,
    });
  });

  it('is read from messages of the Exchange API, which have a type', () => {
    const time = '2014-11-07T08:19:27.028459Z';
    expect(envelopeOf({ type: 'match', time })).to.deep.equal({
      timestamp: time,
      channel: 'trades',
    });
  });

  it('is empty for whatever else comes', () => {
    for (const odd of [undefined, null, 'text', 7, []]) {
      expect(envelopeOf(odd)).to.deep.equal({ timestamp: undefined, channel: undefined });
    }
  });
});

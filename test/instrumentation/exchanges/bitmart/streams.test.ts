import { expect } from 'chai';
import { envelopeOf } from '../../../../instrumentation/exchanges/bitmart/streams.js';

describe("the envelope of BitMart's messages", () => {
  it('has the time at which an order changed, not the time at which it was placed', () => {
    const row = {
      ms_t: '1609926028000',
      create_time: '1609926028000',
      update_time: '1609926044000',
    };
    expect(envelopeOf({ table: 'spot/user/orders', data: [row] })).to.deep.equal({
      ts: '1609926044000',
      channel: 'orders',
    });
    const order = { create_time: 1, update_time: 2 };
    expect(envelopeOf({ group: 'futures/order', data: [{ action: 1, order }] })).to.deep.equal({
      ts: 2,
      channel: 'orders',
    });
  });

  it('knows the channel whatever follows its name', () => {
    const channels = [
      [{ table: 'spot/trade', data: [{ ms_t: 1 }] }, 'trades'],
      [{ table: 'spot/depth/increase100', data: [{ ms_t: 1 }] }, 'orderbook'],
      [{ group: 'futures/depthAll20:BTCUSDT@200ms', data: { ms_t: 1 } }, 'orderbook'],
      [{ group: 'futures/trade:BTCUSDT', data: [{ created_at: 1 }] }, 'trades'],
      [{ group: 'futures/position', data: [{ update_time: 1 }] }, 'positions'],
    ] as const;
    for (const [message, channel] of channels) {
      expect(envelopeOf(message)).to.deep.equal({ ts: 1, channel });
    }
  });

  it('is empty for whatever else comes', () => {
    for (const odd of [undefined, null, 'pong', {}, { data: 7 }]) {
      expect(envelopeOf(odd)).to.deep.equal({ ts: undefined, channel: undefined });
    }
  });
});

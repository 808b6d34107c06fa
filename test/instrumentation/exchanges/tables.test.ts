import { expect } from 'chai';
import { bitgetErrorType } from '../../../instrumentation/exchanges/bitget/error-codes.js';
import { BitgetLimitTable } from '../../../instrumentation/exchanges/bitget/limits.js';
import { positionsOf as bitgetPositions } from '../../../instrumentation/exchanges/bitget/positions.js';
import { gateErrorType } from '../../../instrumentation/exchanges/gate/error-labels.js';
import { fillsOf as gateFills } from '../../../instrumentation/exchanges/gate/fills.js';
import { positionsOf as gatePositions } from '../../../instrumentation/exchanges/gate/positions.js';
import { usageOfApiHeader } from '../../../instrumentation/exchanges/gate/told-limits.js';
import { withOrder } from '../../support/fill-order.js';

const NOW = 1_772_366_400_000;

describe('what Bitget says', () => {
  it('is classed by code, then by transport, then by HTTP status', () => {
    expect(bitgetErrorType({ code: '43012', status: 400 })).to.equal('insufficient_funds');
    expect(bitgetErrorType({ code: 30008 })).to.equal('clock_skew');
    expect(bitgetErrorType({ error: { code: 'ECONNRESET' } })).to.equal('network');
    expect(bitgetErrorType({ code: 'new', status: 429 })).to.equal('rate_limit');
    expect(bitgetErrorType({})).to.equal('unknown');
  });

  it('tells of limits what remains, and the most that ever did tells of how many', () => {
    const table = new BitgetLimitTable();
    const used = (remaining: string) =>
      table
        .usageFromHeaders('/orders', { 'x-mbx-used-remain-limit': remaining }, NOW)
        .map((usage) => [usage.used, usage.limit]);
    expect(used('9')).to.deep.equal([[1, 10]]);
    expect(used('4')).to.deep.equal([[6, 10]]);
    expect(used('0')).to.deep.equal([[10, 10]]);
    expect([used('-1'), used('x')]).to.deep.equal([[], []]);
  });

  it('tells no dollars of what is settled in coins', () => {
    const row = { symbol: 'BTCUSD', holdSide: 'short', total: '3', unrealizedPL: '0.5' };
    const [coin] = bitgetPositions([row], 'COIN-FUTURES', NOW);
    expect(coin).to.include({ side: 'short', size: 3, unrealizedPnl: undefined });
    const [dollars] = bitgetPositions([row], 'USDC-FUTURES', NOW);
    expect(dollars).to.include({ unrealizedPnl: '0.5' });
  });
});

describe('what Gate says', () => {
  it('is classed by label, then by HTTP status', () => {
    expect(gateErrorType({ code: 'REQUEST_EXPIRED', status: 403 })).to.equal('clock_skew');
    expect(gateErrorType({ code: 'SOMETHING_NEW', status: 400 })).to.equal('invalid_order');
    expect(gateErrorType({ code: 'constructor' })).to.equal('unknown');
  });

  it('tells a side by a sign, and times with a fraction', () => {
    const [sold] = gateFills([
      {
        id: 7,
        order_id: '21893289839',
        text: 't-mine',
        contract: 'BTC_USDT',
        size: -2,
        create_time: 1,
        create_time_ms: `${NOW}.25`,
      },
    ]);
    expect(withOrder(sold)).to.deep.equal({
      order: { id: '21893289839', clientId: 't-mine' },
      id: '7',
      isDerivative: true,
      symbol: 'BTC_USDT',
      side: 'sell',
      time: NOW + 0.25,
    });
    const [bought] = gateFills([
      { id: '7', currency_pair: 'BTC_USDT', side: 'buy', create_time: '9' },
    ]);
    expect(bought).to.include({ id: '7', side: 'buy', time: 9000 });
  });

  it('tells both sides of a hedged contract, and no dollars of coins', () => {
    const rows = [
      { contract: 'BTC_USD', size: 0, mode: 'dual_long', unrealised_pnl: '1' },
      { contract: 'BTC_USDT', size: -3, mode: 'dual_short', unrealised_pnl: '1' },
    ];
    const told = gatePositions(rows, NOW).map(({ side, hedged, size, unrealizedPnl }) => [
      ...[side, hedged, size, unrealizedPnl],
    ]);
    expect(told).to.deep.equal([
      ['long', true, 0, undefined],
      ['short', true, 3, '1'],
    ]);
  });

  it('leaves out what remains of a limit where it is nothing', () => {
    const header = { x_gate_ratelimit_limit: 10 };
    expect(usageOfApiHeader(header, NOW)).to.include({ used: 10, limit: 10 });
    expect(usageOfApiHeader({}, NOW)).to.equal(undefined);
  });
});

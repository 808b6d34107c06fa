import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { parseExposition } from '../support/series.js';
import { scrape, startExample, TOKEN } from './example.js';
import { quietExchange } from './paper-exchange/support.js';

const CANARY = 'canary-key-5b1d';

describe('the example of a client that nobody has heard of', () => {
  let exchange: PaperExchange;

  before(async () => {
    exchange = await quietExchange({ faults: [{ kind: 'clock-skew', ms: 250 }] });
  });
  after(() => exchange.close());

  it('is followed like the known ones, and the exchange’s own book agrees', async () => {
    const example = startExample('custom-client', {
      env: { HOUSE_URL: exchange.url, HOUSE_KEY: CANARY, GENESIS_INITIAL_EQUITY: '10000' },
    });
    const [, url = ''] = await example.says(/holds: (\S+)/);
    const held = await scrape(url, TOKEN);
    const series = parseExposition(held.text);
    const orders = exchange.journal
      .all()
      .flatMap((entry) => (entry.kind === 'order' ? [entry] : []));

    const placed = orders.filter(({ operation }) => operation === 'create');
    const refused = placed.filter(({ outcome }) => outcome === 'refused');
    expect([placed.length, refused.length]).to.deep.equal([4, 2]);
    const count = (name: string, labels: string): number | undefined =>
      series.get(`genesis_${name}{exchange="house",${labels}}`);
    // One more than the exchange has seen: the client itself refused an amount of nothing.
    const market = 'symbol="BTCUSDT",side="buy",type="market"';
    expect(count('orders_total', market)).to.equal(3);
    expect(count('orders_failed_total', market)).to.equal(2);
    expect(count('orders_total', 'symbol="BTCUSDT",side="buy",type="limit"')).to.equal(1);
    expect(count('orders_failed_total', 'symbol="NOSUCH",side="buy",type="limit"')).to.equal(1);
    expect(
      series.get('genesis_orders_total{exchange="house",symbol="NOSUCH",side="buy",type="limit"}'),
    ).to.equal(1);

    const errors: [operation: string, errorType: string][] = [
      ['create', 'insufficient_funds'],
      ['create', 'invalid_symbol'],
      ['create', 'unknown'],
      ['cancel', 'order_not_found'],
    ];
    for (const [operation, errorType] of errors) {
      const labels = `operation="${operation}",error_type="${errorType}"`;
      expect(count('order_errors_total', labels), labels).to.equal(1);
    }
    // What the client refused by itself took no time of the exchange.
    const time = 'order_execution_time_seconds_count';
    expect(count(time, 'type="market",outcome="success"')).to.equal(1);
    expect(count(time, 'type="market",outcome="failure"')).to.equal(1);
    expect(count(time, 'type="limit",outcome="success"')).to.equal(1);

    expect(count('trades_total', 'symbol="BTCUSDT",side="buy"')).to.equal(
      exchange.journal.fills.length,
    );
    expect(series.get('genesis_position_count{exchange="house"}')).to.equal(1);
    expect(series.get('genesis_connection_status{exchange="house"}')).to.equal(1);
    const offset = series.get('genesis_clock_offset_seconds{exchange="house"}');
    expect(offset).to.be.closeTo(0.25, 0.2);

    exchange.prices.set('BTCUSDT', exchange.prices.quote('BTCUSDT').price.add(1_000).toString());
    example.tell('sell');
    await example.says(/^sold$/m);
    const sold = await scrape(url, TOKEN);
    const after = parseExposition(sold.text);
    example.release();
    const ending = await example.ended();

    const realized = exchange.journal.fills.map((fill) => Number(fill.realized));
    expect(after.get('genesis_realized_pnl_dollars')).to.equal(realized.reduce((a, b) => a + b, 0));
    expect(after.get('genesis_realized_pnl_dollars')).to.equal(10);
    expect(after.get('genesis_position_count{exchange="house"}')).to.equal(0);
    expect(after.get('genesis_connection_status{exchange="house"}')).to.equal(0);
    expect(ending.code).to.equal(0);
    expect(ending.stderr).to.equal('');
    expect(`${held.text}${sold.text}${ending.stdout}${ending.stderr}`).not.to.contain(CANARY);
  });
});

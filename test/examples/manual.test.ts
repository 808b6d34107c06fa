import { expect } from 'chai';
import { parseExposition } from '../support/series.js';
import { scrape, startExample, TOKEN } from './example.js';

describe('the example of manual calls', () => {
  it("serves what the guide's two examples record, to who has the token of its .env", async () => {
    const example = startExample('manual');
    const [url] = await example.says(/http:\S+/);
    expect((await scrape(url)).status).to.equal(401);
    expect((await scrape(url, `${TOKEN}-`)).status).to.equal(401);
    const { status, text } = await scrape(url, TOKEN);
    expect(status).to.equal(200);

    const series = parseExposition(text);
    const order = '{exchange="binance",symbol="BTC/USDT",side="buy",type="limit"}';
    const time = '{exchange="unknown",type="unknown",outcome="success"}';
    const expected = {
      [`genesis_orders_total${order}`]: 1,
      [`genesis_orders_failed_total${order}`]: 0,
      [`genesis_order_execution_time_seconds_sum${time}`]: 0.045,
      [`genesis_order_execution_time_seconds_count${time}`]: 1,
      genesis_pnl_dollars: 1250.5,
      genesis_realized_pnl_dollars: 1000,
      genesis_unrealized_pnl_dollars: 250.5,
      genesis_drawdown_percent: 0,
      'genesis_connection_status{exchange="binance"}': 1,
    };
    for (const [key, value] of Object.entries(expected)) {
      expect(series.get(key), key).to.equal(value);
    }
    expect(series.get('genesis_up')).to.be.above(0);

    example.release();
    const ending = await example.ended();
    expect(ending.code).to.equal(0);
    expect(ending.stderr).to.equal('');
  });
});

import { expect } from 'chai';
import { parseExposition } from '../support/series.js';
import { scrape, startExample, TOKEN } from './example.js';

describe("the example of parts inside somebody's own NodeSDK", () => {
  it('has the orders of ccxt, the manual score and the own instruments on one endpoint', async () => {
    const example = startExample('own-sdk');
    const [url] = await example.says(/http:\S+/);
    expect((await scrape(url)).status).to.equal(401);
    const { text } = await scrape(url, TOKEN);

    const series = parseExposition(text);
    const order = '{exchange="kraken",symbol="NOPE/USDT",side="buy",type="market"}';
    const cause = '{exchange="kraken",operation="create",error_type="invalid_symbol"}';
    expect(series.get(`genesis_orders_total${order}`)).to.equal(1);
    expect(series.get(`genesis_orders_failed_total${order}`)).to.equal(1);
    expect(series.get(`genesis_order_errors_total${cause}`)).to.equal(1);
    expect(series.get('genesis_tilt_score')).to.equal(12);
    expect(series.get('my_bot_decisions_total{signal="cross"}')).to.equal(1);
    expect(text).to.contain('service_name="my-bot"');

    example.release();
    const ending = await example.ended();
    expect(ending.code).to.equal(0);
    expect(ending.stderr).to.equal('');
  });
});

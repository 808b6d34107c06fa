import { metrics } from '@opentelemetry/api';
import { expect } from 'chai';
import type { GenesisOptions } from '../../lib/config/genesis-options.js';
import type { Genesis } from '../../lib/sdk.js';
import { currentGenesis, startGenesis } from '../../lib/sdk.js';
import { diagLines } from '../support/diag-lines.js';

const TOKEN = 'a-token-that-is-long-enough-1234567890';
const OPTIONS: GenesisOptions = { prometheus: { port: 0, authToken: TOKEN } };

async function scrape(genesis: Genesis): Promise<string> {
  const address = await genesis.endpoint();
  const headers = { authorization: `Bearer ${TOKEN}`, connection: 'close' };
  return (await fetch(address?.url ?? '', { headers })).text();
}

describe('startGenesis', () => {
  afterEach(async () => {
    await currentGenesis()?.shutdown();
    metrics.disable();
  });

  it('serves what the collector and the instruments record', async () => {
    const genesis = startGenesis({ ...OPTIONS, serviceName: 'grid-bot', initialEquity: '1000' });
    genesis.collector.updatePnl({ realized: '-100' });
    genesis.instruments.tiltScore.record(35);
    const text = await scrape(genesis);
    expect(text).to.match(/^genesis_drawdown_percent 10$/m);
    expect(text).to.match(/^genesis_tilt_score 35$/m);
    expect(text).to.match(/^genesis_up \d/m);
    expect(text).to.match(/service_name="grid-bot"/);
    expect(text).to.match(/service_instance_id="[\da-f-]{36}"/);
  });

  it('returns what is running when it is called again', () => {
    const genesis = startGenesis(OPTIONS);
    expect(startGenesis({ exporters: [] })).to.equal(genesis);
    expect(currentGenesis()).to.equal(genesis);
  });

  it('ends for good at shutdown, twice if need be, and can be started anew', async () => {
    const genesis = startGenesis(OPTIONS);
    const address = await genesis.endpoint();
    await Promise.all([genesis.shutdown(), genesis.shutdown()]);
    expect(currentGenesis()).to.equal(undefined);
    const refused = await fetch(address?.url ?? '').then(
      () => false,
      () => true,
    );
    expect(refused).to.equal(true);
    genesis.collector.updateTiltScore(1);
    await genesis.shutdown();

    const next = startGenesis(OPTIONS);
    expect(next).not.to.equal(genesis);
    next.collector.updateTiltScore(2);
    expect(await scrape(next)).to.match(/^genesis_tilt_score 2$/m);
  });

  it('never throws over its options, and says each problem in one line', async () => {
    const lines = await diagLines(async () => {
      const genesis = startGenesis({
        prometheus: { port: 0, authToken: 'short' },
        initialEquity: 'much',
        instrumentations: ['nope'],
      });
      expect(await genesis.endpoint()).to.equal(undefined);
      genesis.collector.updateTiltScore(50);
    });
    expect(lines).to.have.length(3);
    expect(lines.join('\n')).to.contain('authToken').and.not.to.contain('short;');
  });

  it('registers its provider globally, where the place is free', async () => {
    const genesis = startGenesis(OPTIONS);
    expect(metrics.getMeterProvider()).to.equal(genesis.meterProvider);
    metrics.getMeter('bot').createCounter('bot_decisions').add(1);
    expect(await scrape(genesis)).to.match(/^bot_decisions_total.* 1$/m);
  });

  it("leaves the bot's own global provider in its place", () => {
    const own = { getMeter: () => ({}) as never };
    metrics.setGlobalMeterProvider(own);
    startGenesis(OPTIONS);
    expect(metrics.getMeterProvider()).to.equal(own);
  });

  it('gives its place to a provider that the bot registers later', async () => {
    const lines = await diagLines(() => {
      startGenesis(OPTIONS);
      const own = { getMeter: () => ({}) as never };
      expect(metrics.setGlobalMeterProvider(own)).to.equal(true);
      expect(metrics.getMeterProvider()).to.equal(own);
      expect(metrics.setGlobalMeterProvider(own), 'the second one is refused').to.equal(false);
    });
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('duplicate registration');
  });

  it('exports nothing where nothing is asked for, and records all the same', async () => {
    const genesis = startGenesis({ exporters: [] });
    genesis.collector.recordOrder({ exchange: 'x', symbol: 'A/B', side: 'buy', type: 'limit' });
    expect(await genesis.endpoint()).to.equal(undefined);
    await genesis.forceFlush();
  });

  it('starts nothing where OTEL_SDK_DISABLED is true', async () => {
    process.env['OTEL_SDK_DISABLED'] = 'true';
    try {
      const genesis = startGenesis(OPTIONS);
      genesis.collector.updateTiltScore(1);
      expect(await genesis.endpoint()).to.equal(undefined);
      expect(metrics.getMeterProvider()).not.to.equal(genesis.meterProvider);
    } finally {
      delete process.env['OTEL_SDK_DISABLED'];
    }
  });
});

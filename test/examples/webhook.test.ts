import { expect } from 'chai';
import type { Program } from '../support/program.js';
import { startExample } from './example.js';

const ALERT = {
  labels: { alertname: 'GenesisBotDown', severity: 'critical', instance: 'localhost:9464' },
  annotations: {
    summary: 'Bot down: localhost:9464 does not answer',
    action: 'Look at the open orders.',
    runbook_url: 'http://localhost:3000/d/genesis-runbooks?viewPanel=1',
  },
};

describe('the example that receives notifications', () => {
  let example: Program;
  let url: string;

  before(async () => {
    example = startExample('webhook', { env: { WEBHOOK_PORT: '0' } });
    [, url = ''] = await example.says(/notifications at (\S+)/);
  });
  after(async () => {
    example.kill('SIGTERM');
    await example.ended();
  });

  async function post(body: string): Promise<number> {
    return (await fetch(url, { method: 'POST', body })).status;
  }

  it('prints what rings, with what to do first', async () => {
    const firing = { ...ALERT, status: 'firing' };
    expect(await post(JSON.stringify({ alerts: [firing] }))).to.equal(200);
    await example.says(/CRITICAL {2}Bot down: localhost:9464 does not answer\n +First: Look at/);
  });

  it('prints what is over', async () => {
    const resolved = { ...ALERT, status: 'resolved' };
    expect(await post(JSON.stringify({ alerts: [resolved] }))).to.equal(200);
    await example.says(/over: Bot down: localhost:9464/);
  });

  it('refuses what is no notification, and goes on', async () => {
    expect(await post('{"alerts":1}')).to.equal(400);
    expect(await post('nothing')).to.equal(400);
    expect(await post('{"alerts":[]}')).to.equal(200);
  });
});

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { Past, STORE_VARIABLES } from './support/long-term/past.js';
import { sampleLines } from './support/long-term/sample-lines.js';
import { needPrograms, VICTORIA_METRICS, VMBACKUP, VMCTL, VMRESTORE } from './support/programs.js';
import { Prometheus } from './support/prometheus.js';
import type { PrometheusApi } from './support/prometheus-api.js';
import { VictoriaMetrics } from './support/victoria-metrics.js';

const run = promisify(execFile);
const EVERYTHING = '{__name__=~".+"}[3h]';
const ORDERS = 'genesis_orders_total{side="buy"}';

async function post(url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}

describe('a backup of what was measured', () => {
  let past: Past;
  let backups: string;
  let at: number;

  before(async function () {
    needPrograms(this, 'prometheus', VICTORIA_METRICS, VMCTL, VMBACKUP, VMRESTORE);
    past = await Past.start(2, ['--web.enable-admin-api']);
    backups = mkdtempSync(join(tmpdir(), 'genesis-backups-'));
    [at = 0] = past.times;
  });
  after(async () => {
    await past?.stop();
    if (backups !== undefined) rmSync(backups, { recursive: true, force: true });
  });

  async function expectSame(restored: PrometheusApi, original: PrometheusApi): Promise<void> {
    const wanted = await sampleLines(original, EVERYTHING, at);
    expect(wanted).to.have.length.greaterThan(2_000);
    expect(await sampleLines(restored, EVERYTHING, at)).to.deep.equal(wanted);
  }

  it('of Prometheus is a snapshot, and a server that starts on a copy of it answers the same', async () => {
    const answer = JSON.parse(await post(`${past.prometheus.url}/api/v1/admin/tsdb/snapshot`));
    const folder = mkdtempSync(join(tmpdir(), 'genesis-restored-'));
    cpSync(join(past.prometheus.data, 'snapshots', answer.data.name), join(folder, 'data'), {
      recursive: true,
    });
    writeFileSync(join(folder, 'prometheus.yml'), '{}');
    const restored = await Prometheus.open(folder);
    try {
      await expectSame(restored, past.prometheus);
    } finally {
      await restored.stop();
    }
  });

  it('of VictoriaMetrics is made by vmbackup while it runs, and vmrestore brings it back', async () => {
    const { store } = past;
    const [backup, data] = [join(backups, 'backup'), join(backups, 'data')];
    const snapshot = `-snapshot.createURL=${store.url}/snapshot/create`;
    await run(VMBACKUP, [
      `-storageDataPath=${store.data}`,
      snapshot,
      `-dst=fs://${backup}`,
      '-httpListenAddr=127.0.0.1:0',
    ]);
    await run(VMRESTORE, [
      `-src=fs://${backup}`,
      `-storageDataPath=${data}`,
      '-httpListenAddr=127.0.0.1:0',
    ]);
    const restored = await VictoriaMetrics.start({
      env: STORE_VARIABLES,
      data,
    });
    try {
      await expectSame(restored, store);
    } finally {
      await restored.stop();
    }
  });

  it('has nothing of a bot that was deleted, neither from Prometheus nor from VictoriaMetrics', async () => {
    const match = new URLSearchParams({ 'match[]': '{instance="bot:9464"}' });
    for (const api of [past.prometheus, past.store]) {
      expect(await api.instant(ORDERS, at)).to.have.length(2);
      await post(`${api.url}/api/v1/admin/tsdb/delete_series?${match}`);
      expect(await api.instant(ORDERS, at)).to.have.length(0);
    }
    await post(`${past.prometheus.url}/api/v1/admin/tsdb/clean_tombstones`);
    expect(await past.prometheus.instant(ORDERS, at)).to.have.length(0);
  });
});

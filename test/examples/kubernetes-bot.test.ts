import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { startPaperExchange } from '../../examples/paper-exchange/index.js';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { temporaryDirectory } from '../lib/prometheus/support/files.js';
import { eventually } from '../stack/support/eventually.js';
import { freePort } from '../support/free-port.js';
import { botManifest } from '../support/kubernetes/manifests.js';

const TOKEN = 'a-token-of-the-secret-0123456789';
const POD = 'genesis-bot-7d9c5b6f4-x2x9k';
const { bot: container } = botManifest();

/** The variables of the container, as Kubernetes gives them to it: `$(NAME)` is an earlier one. */
function environment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (valueFrom !== undefined) expect(valueFrom.fieldRef.fieldPath).to.equal('metadata.name');
    env[name] = (value ?? POD).replace(/\$\((\w+)\)/g, (_, other: string) => env[other] ?? '');
  }
  return env;
}

describe('the bot of examples/kubernetes, with the command and variables of its container', () => {
  let folder: ReturnType<typeof temporaryDirectory>;
  let exchange: PaperExchange;
  let child: ReturnType<typeof spawn>;
  let origin = '';
  let file = '';

  before(async () => {
    folder = temporaryDirectory();
    file = join(folder.path, 'accepted');
    writeFileSync(file, TOKEN);
    exchange = await startPaperExchange();
    const port = await freePort();
    const env = environment();
    const [program = '', ...args] = container.command;
    expect(program).to.equal('node');
    child = spawn(process.execPath, args, {
      cwd: PACKAGE_ROOT,
      env: {
        PATH: process.env['PATH'] ?? '',
        ...env,
        // What differs on this machine: the folder of the Secret, and ports that others may have.
        PROMETHEUS_AUTH_TOKEN_FILE: file,
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
        PAPER_EXCHANGE_URL: exchange.url,
      },
      // A container has no stdin.
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    origin = `http://127.0.0.1:${port}`;
  });

  after(async () => {
    child?.kill('SIGKILL');
    await exchange?.close();
    folder?.remove();
  });

  /** As the kubelet asks: by the address of the pod, without a token. */
  async function probe(which: 'livenessProbe' | 'readinessProbe'): Promise<number> {
    const path = container[which]?.httpGet?.path;
    const response = await fetch(`${origin}${path}`, { headers: { host: '10.1.2.3:9464' } });
    return response.status;
  }

  const metrics = (token: string): Promise<Response> =>
    fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });

  it('becomes ready and is alive', async () => {
    await eventually('the bot to be ready', async () => {
      expect(child.exitCode).to.equal(null);
      return (await probe('readinessProbe').catch(() => 0)) === 200 || undefined;
    });
    expect(await probe('livenessProbe')).to.equal(200);
  });

  it('shows its metrics to whoever has the token of the Secret, and to nobody else', async () => {
    expect((await fetch(`${origin}/metrics`)).status).to.equal(401);
    const text = await eventually('the bot to trade', async () => {
      const body = await (await metrics(TOKEN)).text();
      return /^genesis_drawdown_percent /m.test(body) ? body : undefined;
    });
    expect(text).to.include('genesis_orders_total{');
    expect(text).to.include(`k8s_pod_name="${POD}"`);
  });

  it('takes a second token that the Secret gets later', async () => {
    const next = 'the-next-token-of-the-secret-9876';
    expect((await metrics(next)).status).to.equal(401);
    writeFileSync(file, `${TOKEN}\n${next}`);
    await eventually('the new token', async () => (await metrics(next)).ok || undefined);
    expect((await metrics(TOKEN)).status).to.equal(200);
  });

  it('ends on the SIGTERM that Kubernetes sends', async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).to.deep.equal([0, null]);
  });
});

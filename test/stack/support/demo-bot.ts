import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { botEnvironment, PACKAGE_ROOT, TOKEN } from '../../integration/preload/bot.js';
import { eventually } from './eventually.js';

const SCRIPT = join(PACKAGE_ROOT, 'dist/examples/demo/bot.js');

/** The bot of the demo, under the preload. It cannot say its port, so it is given a free one. */
export class DemoBot {
  /** `host:port` of its endpoint. */
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
  }

  static async start(exchangeUrl: string): Promise<DemoBot> {
    const port = await freePort();
    const child = spawn(process.execPath, ['--require', 'genesis-otel/register', SCRIPT], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({
        PAPER_EXCHANGE_URL: exchangeUrl,
        GENESIS_INITIAL_EQUITY: '100000',
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
      }),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const bot = new DemoBot(`127.0.0.1:${port}`, child);
    try {
      await eventually('the first fills of the demo bot', () => bot.#hasTraded());
    } catch (error) {
      await bot.stop();
      throw error;
    }
    return bot;
  }

  async metrics(): Promise<{ status: number; body: string }> {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`http://${this.address}/metrics`, { headers });
    return { status: response.status, body: await response.text() };
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 3_000);
    await exited;
    clearTimeout(force);
  }

  async #hasTraded(): Promise<true | undefined> {
    const { body } = await this.metrics().catch(() => ({ body: '' }));
    return /^genesis_pnl_dollars /m.test(body) || undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

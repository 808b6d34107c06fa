import type { ChildProcess } from 'node:child_process';
import { startBot, stop } from '../../../examples/demo/children.js';
import { botEnvironment, TOKEN } from '../../integration/preload/bot.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';

/** The bot of the demo, started as the demo does. It cannot say its port, so it is given a free one. */
export class DemoBot {
  /** `host:port` of its endpoint. */
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
  }

  static async start(
    exchangeUrl: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<DemoBot> {
    const port = await freePort();
    const child = startBot(
      botEnvironment({
        PAPER_EXCHANGE_URL: exchangeUrl,
        GENESIS_INITIAL_EQUITY: '100000',
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
        ...env,
      }),
    );
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

  stop(): Promise<void> {
    return stop(this.#process);
  }

  async #hasTraded(): Promise<true | undefined> {
    if (this.#process.exitCode !== null) throw new Error('the demo bot ended');
    const { body } = await this.metrics().catch(() => ({ body: '' }));
    return /^genesis_pnl_dollars /m.test(body) || undefined;
  }
}

import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, startExchange, stop } from '../../examples/demo/children.js';
import { eventually } from '../../test/stack/support/eventually.js';
import { freePort } from '../../test/stack/support/free-port.js';
import { ServerProcess } from '../../test/stack/support/server-process.js';

const RULES = join(__dirname, '../../../docker/prometheus/rules/*.yml');
const ADDRESS = /"address":"(127\.0\.0\.1:[1-9]\d*)"/;
const TOKEN = 'of-the-pictures-of-the-dashboards';

/** Little enough that the losses of the demo are a drawdown that is seen. */
const EQUITY = '4000';

export const SCRAPE_SECONDS = 5;

/** The demo under a Prometheus with the rules that are shipped. */
export class Stage {
  readonly exchangeUrl: string;
  /** Of Prometheus. */
  readonly url: string;
  readonly #exchange: ChildProcess;
  readonly #port: number;
  readonly #prometheus: ServerProcess;
  readonly #folder: string;
  #bot: ChildProcess;

  private constructor(
    exchange: { child: ChildProcess; url: string },
    port: number,
    prometheus: ServerProcess,
    folder: string,
  ) {
    this.exchangeUrl = exchange.url;
    this.#exchange = exchange.child;
    this.#port = port;
    this.#prometheus = prometheus;
    this.#folder = folder;
    this.url = `http://${prometheus.found[1]}`;
    this.#bot = this.#started();
  }

  static async set(): Promise<Stage> {
    const exchange = await startExchange();
    const [port, own] = [await freePort(), await freePort()];
    const folder = mkdtempSync(join(tmpdir(), 'genesis-pictures-'));
    const file = join(folder, 'prometheus.yml');
    // JSON is YAML too.
    writeFileSync(file, JSON.stringify(configuration(port, own)), { mode: 0o600 });
    const prometheus = await ServerProcess.start(
      'prometheus',
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--storage.tsdb.retention.size=10GB',
        `--web.listen-address=127.0.0.1:${own}`,
        '--log.format=json',
      ],
      { address: ADDRESS },
    );
    const stage = new Stage(exchange, port, prometheus, folder);
    await eventually('Prometheus to be ready', async () => {
      const answer = await fetch(`${stage.url}/-/ready`);
      return answer.ok || undefined;
    });
    return stage;
  }

  /** Ends the bot and starts it anew, as a supervisor does. */
  async restartBot(): Promise<void> {
    await stop(this.#bot);
    this.#bot = this.#started();
  }

  async strike(): Promise<void> {
    await stop(this.#bot);
    await stop(this.#exchange);
    await this.#prometheus.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #started(): ChildProcess {
    return startBot({
      ...process.env,
      PAPER_EXCHANGE_URL: this.exchangeUrl,
      GENESIS_INITIAL_EQUITY: EQUITY,
      PROMETHEUS_AUTH_TOKEN: TOKEN,
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(this.#port),
    });
  }
}

function configuration(botPort: number, own: number): object {
  const every = `${SCRAPE_SECONDS}s`;
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    rule_files: [RULES],
    scrape_configs: [
      {
        job_name: 'genesis',
        authorization: { credentials: TOKEN },
        static_configs: [target(`127.0.0.1:${botPort}`, 'demo')],
      },
      { job_name: 'prometheus', static_configs: [target(`127.0.0.1:${own}`, 'prometheus')] },
    ],
  };
}

function target(address: string, instance: string): object {
  return { targets: [address], labels: { instance } };
}

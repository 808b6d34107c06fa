import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, startExchange, stop } from '../../examples/demo/children.js';
import type { Fault } from '../../examples/paper-exchange/faults.js';
import { Alertmanager } from '../../test/stack/support/alertmanager.js';
import { freePort } from '../../test/stack/support/free-port.js';
import { HttpReceiver } from '../../test/stack/support/http-receiver.js';
import { ServerProcess } from '../../test/stack/support/server-process.js';

const RULES = join(__dirname, '../../../docker/prometheus/rules/*.yml');
const ADDRESS = /"address":"(127\.0\.0\.1:[1-9]\d*)"/;
const TOKEN = 'of-the-pictures-of-the-dashboards';

/** Little enough that the losses of the demo are a drawdown that is seen. */
const EQUITY = '4000';

export const SCRAPE_SECONDS = 5;

interface Servers {
  readonly exchange: Exchange;
  readonly prometheus: ServerProcess;
  readonly alertmanager: Alertmanager;
  readonly phone: HttpReceiver<unknown>;
  readonly folder: string;
  readonly botPort: number;
}

type Exchange = Awaited<ReturnType<typeof startExchange>>;

/** The demo under a Prometheus with the rules that are shipped, and an Alertmanager that tells somebody. */
export class Stage {
  /** Of Prometheus. */
  readonly url: string;
  readonly #servers: Servers;
  #exchange: Exchange;
  #bot: ChildProcess;

  private constructor(servers: Servers) {
    this.#servers = servers;
    this.#exchange = servers.exchange;
    this.url = `http://${servers.prometheus.found[1]}`;
    this.#bot = this.#startedBot();
  }

  static async set(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-pictures-'));
    const phone = await HttpReceiver.start();
    write(folder, 'alertmanager.yml', notifications(phone.url));
    const alertmanager = await Alertmanager.start(folder);
    const [botPort, own] = [await freePort(), await freePort()];
    write(folder, 'prometheus.yml', configuration(botPort, own, alertmanager.address));
    const prometheus = await ServerProcess.start('prometheus', flags(folder, own), {
      address: ADDRESS,
    });
    const exchange = await startExchange();
    return new Stage({ exchange, prometheus, alertmanager, phone, folder, botPort });
  }

  /** Faults in place of those before. */
  async setFaults(faults: readonly Fault[]): Promise<void> {
    const url = new URL('/paper/faults', this.#exchange.url);
    await fetch(url, { method: 'DELETE' });
    await fetch(url, { method: 'POST', body: JSON.stringify(faults) });
  }

  async stopExchange(): Promise<void> {
    await stop(this.#exchange.child);
  }

  /** Where it was; it has forgotten all orders and positions. */
  async startExchange(): Promise<void> {
    this.#exchange = await startExchange(Number(new URL(this.#exchange.url).port));
  }

  /** Ends the bot and starts it anew, as a supervisor does. */
  async restartBot(): Promise<void> {
    await stop(this.#bot);
    this.#bot = this.#startedBot();
  }

  async strike(): Promise<void> {
    const { prometheus, alertmanager, phone, folder } = this.#servers;
    await stop(this.#bot);
    await stop(this.#exchange.child);
    await prometheus.kill();
    await alertmanager.stop();
    await phone.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  #startedBot(): ChildProcess {
    return startBot({
      ...process.env,
      PAPER_EXCHANGE_URL: this.#exchange.url,
      GENESIS_INITIAL_EQUITY: EQUITY,
      PROMETHEUS_AUTH_TOKEN: TOKEN,
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(this.#servers.botPort),
    });
  }
}

/** JSON is YAML too. */
function write(folder: string, name: string, content: object): void {
  writeFileSync(join(folder, name), JSON.stringify(content), { mode: 0o600 });
}

function flags(folder: string, port: number): string[] {
  return [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    '--storage.tsdb.retention.size=10GB',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.format=json',
  ];
}

function notifications(url: string): object {
  return {
    route: { receiver: 'phone', group_by: ['alertname'], group_wait: '10s', group_interval: '30s' },
    receivers: [{ name: 'phone', webhook_configs: [{ url }] }],
  };
}

function configuration(botPort: number, own: number, alertmanager: string): object {
  const every = `${SCRAPE_SECONDS}s`;
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    rule_files: [RULES],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      {
        job_name: 'genesis',
        authorization: { credentials: TOKEN },
        static_configs: [target(`127.0.0.1:${botPort}`, 'demo')],
      },
      { job_name: 'prometheus', static_configs: [target(`127.0.0.1:${own}`, 'prometheus')] },
      { job_name: 'alertmanager', static_configs: [target(alertmanager, 'alertmanager')] },
    ],
  };
}

function target(address: string, instance: string): object {
  return { targets: [address], labels: { instance } };
}

import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { TOKEN } from '../../integration/preload/bot.js';
import { shippedFiles } from '../alerting/support/shipped-files.js';
import { Alertmanager } from '../support/alertmanager.js';
import { DrivenBot } from '../support/driven-bot.js';
import { freePort } from '../support/free-port.js';
import { AMTOOL, PROMETHEUS_3 } from '../support/programs.js';
import { Prometheus } from '../support/prometheus.js';
import { idleBot, trade } from './bots.js';
import type { Places } from './spoilt-config.js';
import { spoil } from './spoilt-config.js';

/** How many times faster time goes in the shipped configurations. */
const FACTOR = 10;
const HOUR_MS = 3_600_000;

const targets = (address: string): string => JSON.stringify([{ targets: [address] }]);

/** The stack as it is shipped, with one bot that is well and many that are not. */
export class Scene {
  /** `host:port` of all that a command can ask. */
  places: Places & { readonly prometheus: string; readonly alertmanager: string } = {
    closed: '',
    well: '',
    open: '',
    frozen: '',
    page: '',
    prometheus: '',
    alertmanager: '',
  };
  /** The folder of Prometheus' configuration, with the token in it. */
  folder = '';
  /** The server itself, once it is there. */
  prometheus: Prometheus | undefined;
  readonly #ends: (() => unknown)[] = [];

  /** Whatever was started is ended by {@link stop}, also where this fails. */
  async start(): Promise<void> {
    const bots = await this.#startBots();
    const alertmanager = await this.#startAlertmanager(bots.closed);
    const places = { ...bots, page: alertmanager };
    const prometheus = await this.#startPrometheus(places);
    this.places = { ...places, prometheus, alertmanager };
    this.#holdAlerts();
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
  }

  async #startBots(): Promise<Omit<Places, 'page'>> {
    const closed = `127.0.0.1:${await freePort()}`;
    const exchange = await quietExchange();
    this.#ends.push(() => exchange.close());
    const bot = await DrivenBot.start({
      PAPER_EXCHANGE_URL: exchange.url,
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://${closed}/v1/traces`,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    this.#ends.push(() => bot.stop());
    await trade(exchange, bot);
    const idle = [await idleBot({ PROMETHEUS_AUTH_TOKEN: '' }), await idleBot()] as const;
    this.#ends.push(() => idle.forEach(({ kill }) => void kill()));
    idle[1].freeze();
    const { host: well } = new URL(bot.endpoint);
    return { closed, well, open: idle[0].address, frozen: idle[1].address };
  }

  async #startAlertmanager(closed: string): Promise<string> {
    const folder = shippedFiles('alertmanager', FACTOR, {
      'secrets/webhook-url': `http://${closed}/`,
    });
    this.#ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const alertmanager = await Alertmanager.start(folder);
    this.#ends.push(() => alertmanager.stop());
    return alertmanager.address;
  }

  async #startPrometheus(places: Places): Promise<string> {
    this.folder = shippedFiles('prometheus', FACTOR, {
      'targets/genesis.yml': targets(places.well),
      'targets/alertmanager.yml': targets(places.page),
      'secrets/genesis-token': TOKEN,
      'secrets/wrong-token': 'a-token-that-nobody-was-given',
    });
    spoil(join(this.folder, 'prometheus.yml'), places);
    const prometheus = await Prometheus.open(this.folder, {
      program: PROMETHEUS_3,
      features: ['exemplar-storage'],
      flags: ['--rules.alert.resend-delay=1s'],
    });
    this.prometheus = prometheus;
    this.#ends.push(() => prometheus.stop());
    const { host } = new URL(prometheus.url);
    writeFileSync(join(this.folder, 'targets/prometheus.yml'), targets(host));
    return host;
  }

  /** Silences one alert, and has another one inhibited by a bot that is down. */
  #holdAlerts(): void {
    const amtool = (...args: string[]): void => {
      const url = `--alertmanager.url=http://${this.places.alertmanager}`;
      execFileSync(AMTOOL, [url, ...args]);
    };
    const down = ['alertname=GenesisBotDown', 'instance=late.example:9464'];
    amtool('silence', 'add', '--comment=the debugger is on', ...down);
    const stale = ['alertname=GenesisMarketDataStale', 'instance=refused.example:9464'];
    const end = `--end=${new Date(Date.now() + HOUR_MS).toISOString()}`;
    const summary = '--annotation=summary=No market data';
    amtool('alert', 'add', end, summary, 'job=genesis', ...stale);
  }
}

import type { HeldAlert } from '../../support/alertmanager.js';
import { eventually } from '../../support/eventually.js';
import type { Sample } from '../../support/prometheus-api.js';
import { AlertPath } from './alert-path.js';
import type { Case } from './cases.js';
import type { Fault, FaultName } from './faults.js';
import { FAULTS } from './faults.js';
import type { NotifiedAlert, Told } from './notification.js';
import { toldOf } from './notification.js';
import type { Course } from './times.js';
import { TradingBot } from './trading-bot.js';

type Status = NotifiedAlert['status'];

/** Four bots with a fault each, one Prometheus, one Alertmanager, and whoever is told. */
export class Drill {
  readonly path: AlertPath;
  readonly faults: Readonly<Record<FaultName, Fault>>;
  readonly #patienceMs: number;
  readonly #began = new Map<FaultName, number>();
  readonly #ended = new Map<FaultName, number>();

  private constructor(path: AlertPath, faults: Record<FaultName, Fault>, patienceMs: number) {
    this.path = path;
    this.faults = faults;
    this.#patienceMs = patienceMs;
  }

  /** @param patienceMs how long to wait for anything at most */
  static async start(factor: number, patienceMs: number): Promise<Drill> {
    const faults = {
      rejected: FAULTS.rejected(await TradingBot.start()),
      killed: FAULTS.killed(await TradingBot.start()),
      blocked: FAULTS.blocked(await TradingBot.start()),
      disconnected: FAULTS.disconnected(await TradingBot.start()),
    };
    await faults.disconnected.bot.follow();
    const instances = Object.values(faults).map(({ bot }) => bot.instance);
    return new Drill(await AlertPath.start(factor, instances), faults, patienceMs);
  }

  /** Asks until there is an answer. */
  until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
    return eventually(what, ask, this.#patienceMs);
  }

  instance(name: FaultName): string {
    return this.faults[name].bot.instance;
  }

  async begin(name: FaultName): Promise<void> {
    this.#began.set(name, Date.now());
    await this.faults[name].begin();
  }

  async end(name: FaultName): Promise<void> {
    this.#ended.set(name, Date.now());
    await this.faults[name].end();
  }

  /** Everything that the webhook has been told of one bot. */
  toldOf(name: FaultName): Told[] {
    return toldOf(this.path.receivers.webhook, { instance: this.instance(name) });
  }

  /** Waits until the webhook is told that an alert fires, or that it no longer does. */
  told({ fault, alert }: Pick<Case, 'fault' | 'alert'>, status: Status): Promise<Told> {
    return this.until(`the notification that ${alert} is ${status}`, () =>
      this.toldOf(fault).find(
        (told) => told.alert.labels['alertname'] === alert && told.alert.status === status,
      ),
    );
  }

  /** The alerts about one bot that hold in Prometheus: name and state. */
  async active(name: FaultName): Promise<Readonly<Record<string, string>>> {
    const instance = this.instance(name);
    const alerts = await this.path.prometheus.alerts();
    return Object.fromEntries(
      alerts
        .filter(({ labels }) => labels['instance'] === instance)
        .map(({ labels, state }) => [labels['alertname'], state]),
    );
  }

  /** An alert about one bot as Alertmanager has it. */
  async held(name: FaultName, alertname: string): Promise<HeldAlert | undefined> {
    const instance = this.instance(name);
    const alerts = await this.path.alertmanager.alerts();
    return alerts.find(
      ({ labels }) => labels['instance'] === instance && labels['alertname'] === alertname,
    );
  }

  /** Asks Prometheus how it is now. */
  ask(query: string): Promise<Sample[]> {
    return this.path.prometheus.instant(query, Date.now());
  }

  /** When each step of a case came, after it is over. */
  async course(example: Case): Promise<Course> {
    const { fault, alert } = example;
    const [first, last] = [
      await this.told(example, 'firing'),
      await this.told(example, 'resolved'),
    ];
    const series = `ALERTS_FOR_STATE{alertname="${alert}",instance="${this.instance(fault)}"}`;
    const [since] = await this.ask(`min_over_time(${series}[1h])`);
    const firesAt = Date.parse(first.alert.startsAt);
    return {
      title: `${fault}: ${alert}`,
      faultAt: this.#began.get(fault) ?? Number.NaN,
      activeAt: since === undefined ? firesAt : since.value * 1_000,
      firesAt,
      toldAt: first.message.at,
      overAt: this.#ended.get(fault) ?? Number.NaN,
      resolvedAt: Date.parse(last.alert.endsAt),
      toldOverAt: last.message.at,
    };
  }

  async stop(): Promise<void> {
    await this.path.stop();
    await Promise.all(Object.values(this.faults).map(({ bot }) => bot.stop()));
  }
}

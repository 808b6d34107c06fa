import { temporaryDirectory, tlsFile } from '../../lib/prometheus/support/files.js';
import { lookUntil } from './eventually.js';
import { needPrograms } from './programs.js';
import { type Job, Prometheus } from './prometheus.js';
import { SecuredBot } from './secured-bot.js';

/** The server certificate of the fixtures, as a bot is told of it. */
export const TLS_ENV = {
  PROMETHEUS_TLS_CERT_FILE: tlsFile('server-crt'),
  PROMETHEUS_TLS_KEY_FILE: tlsFile('server-key'),
};
/** The authority of the fixtures, as Prometheus is told of it. */
export const CA = { ca_file: tlsFile('ca-crt'), server_name: 'localhost' };

/** What Prometheus says of a scrape. */
export interface Scraped {
  readonly health: string;
  readonly lastError: string;
}

export const UP: Scraped = { health: 'up', lastError: '' };
/** Failed attempts may be held off before they are looked at. */
export const REFUSED = /HTTP status (401 Unauthorized|429 Too Many Requests)/;

/** Scrapes over TLS, with what `settings` add or change. */
export const tlsJob = (job: string, { target }: SecuredBot, settings: object = {}): Job => ({
  name: job,
  target,
  settings: { scheme: 'https', tls_config: CA, ...settings },
});

/** Bots behind TLS and the Prometheus that scrapes them, for one test at a time. */
export class SecuredScrapes {
  readonly #bots: SecuredBot[] = [];
  #folder: ReturnType<typeof temporaryDirectory> | undefined;
  #prometheus: Prometheus | undefined;

  /** Within a `describe`: starts and ends with each of its tests. */
  constructor(private readonly program: string) {
    before(function () {
      needPrograms(this, program, 'openssl');
    });
    beforeEach(() => {
      this.#folder = temporaryDirectory();
    });
    afterEach(() => this.#stop());
  }

  /** A folder of the test's own. */
  get folder(): string {
    if (this.#folder === undefined) throw new Error('no test is running');
    return this.#folder.path;
  }

  async startBot(env: Record<string, string>): Promise<SecuredBot> {
    const bot = await SecuredBot.start(env);
    this.#bots.push(bot);
    return bot;
  }

  async scrape(...jobs: Job[]): Promise<Prometheus> {
    this.#prometheus = await Prometheus.start(jobs, { program: this.program });
    return this.#prometheus;
  }

  /** Waits for the next scrape of a job, and gives what Prometheus says of it. */
  async next(job: string): Promise<Scraped> {
    const server = this.#prometheus;
    if (server === undefined) throw new Error('nothing is scraped');
    await server.scraped(job);
    const targets = await server.targets();
    const { health, lastError } = targets.find(({ labels }) => labels['job'] === job) ?? {};
    return { health: health ?? '', lastError: lastError ?? '' };
  }

  /** The same, once more where it is not what is looked for: on a busy machine a scrape may be late. */
  #until(job: string, isGood: (seen: Scraped) => boolean): Promise<Scraped> {
    return lookUntil(() => this.next(job), isGood);
  }

  /** What is said of a job that is to succeed. */
  success(job: string): Promise<Scraped> {
    return this.#until(job, ({ health }) => health === 'up');
  }

  /** What is said of a job that is to be refused. */
  async refusal(job: string): Promise<string> {
    return (await this.#until(job, ({ lastError }) => REFUSED.test(lastError))).lastError;
  }

  async #stop(): Promise<void> {
    await this.#prometheus?.stop();
    this.#prometheus = undefined;
    await Promise.all(this.#bots.splice(0).map((bot) => bot.stop()));
    this.#folder?.remove();
  }
}

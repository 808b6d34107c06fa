import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { INFLUXDB } from '../programs.js';
import { ServerProcess } from '../server-process.js';
import { shipped, shippedVariables } from './shipped.js';

const ADDRESS = /Listening on HTTP.*addr=(127\.0\.0\.1:[1-9]\d*)/;
const ADMIN = 'admin';

/** One series of an answer: its tags, its columns and their values. */
export interface InfluxSeries {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | number | null)[])[];
}

export interface InfluxDbOptions {
  /** Of the only user, `admin`. */
  readonly password: string;
  /** What the shipped statements say, changed; default: as they are. */
  readonly statements?: (shipped: string) => string;
  /** More variables of its configuration. */
  readonly env?: Readonly<Record<string, string>>;
}

/** An InfluxDB 1 of this test alone, set up with the shipped files. */
export class InfluxDb {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly user = ADMIN;
  readonly #options: InfluxDbOptions;
  readonly #folder: string;
  #process: ServerProcess;

  private constructor(folder: string, process: ServerProcess, options: InfluxDbOptions) {
    this.url = `http://${process.found[1]}`;
    this.#folder = folder;
    this.#process = process;
    this.#options = options;
  }

  static async start(options: InfluxDbOptions): Promise<InfluxDb> {
    const { password, statements = String } = options;
    const folder = mkdtempSync(join(tmpdir(), 'genesis-influx-'));
    let server: ServerProcess | undefined;
    try {
      server = await run(folder, '127.0.0.1:0', options);
      const influx = new InfluxDb(folder, server, options);
      await influx.query(`CREATE USER ${ADMIN} WITH PASSWORD '${password}' WITH ALL PRIVILEGES`);
      await influx.query(statements(shipped('influxdb/prometheus.iql')));
      return influx;
    } catch (error) {
      await server?.kill();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What its last statement finds; throws at the first one that fails. */
  async query(statements: string): Promise<readonly InfluxSeries[]> {
    const { status, body } = await this.#ask(statements, this.#options.password);
    const results = (body as { results?: { series?: InfluxSeries[]; error?: string }[] }).results;
    const failed = results?.find(({ error }) => error !== undefined);
    if (status !== 200 || results === undefined || failed !== undefined) {
      throw new Error(`${status} ${JSON.stringify(body)}`);
    }
    return results.at(-1)?.series ?? [];
  }

  /** The status of an answer to somebody who shows this password. */
  async statusFor(password: string): Promise<number> {
    return (await this.#ask('SHOW DATABASES', password)).status;
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  /** Starts it again where it was. */
  async startAgain(): Promise<void> {
    this.#process = await run(this.#folder, new URL(this.url).host, this.#options);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Points in its line protocol, with times in seconds. */
  async write(lines: readonly string[]): Promise<void> {
    const url = `${this.url}/write?db=prometheus&precision=s`;
    const headers = login(this.#options.password);
    const response = await fetch(url, { method: 'POST', headers, body: lines.join('\n') });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  /** Where its data is. */
  get data(): string {
    return join(this.#folder, 'data');
  }

  async #ask(query: string, password: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url}/query?epoch=ms`, {
      method: 'POST',
      headers: login(password),
      body: new URLSearchParams({ q: query }),
    });
    return { status: response.status, body: await response.json() };
  }
}

function login(password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${ADMIN}:${password}`).toString('base64')}` };
}

async function run(
  folder: string,
  address: string,
  { env }: InfluxDbOptions,
): Promise<ServerProcess> {
  const server = await ServerProcess.start(INFLUXDB, ['run'], {
    address: ADDRESS,
    env: {
      ...shippedVariables('influxdb/influxdb.env'),
      INFLUXDB_META_DIR: join(folder, 'meta'),
      INFLUXDB_DATA_DIR: join(folder, 'data'),
      INFLUXDB_DATA_WAL_DIR: join(folder, 'wal'),
      INFLUXDB_HTTP_BIND_ADDRESS: address,
      // For its own backups.
      INFLUXDB_BIND_ADDRESS: '127.0.0.1:0',
      ...env,
    },
  });
  await eventually('influxdb to answer', async () => {
    const answer = await fetch(`http://${server.found[1]}/ping`).catch(() => undefined);
    return answer?.ok || undefined;
  });
  return server;
}

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
}

/** An InfluxDB 1 of this test alone, set up with the shipped files. */
export class InfluxDb {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly user = ADMIN;
  readonly #password: string;
  readonly #folder: string;
  #process: ServerProcess;

  private constructor(folder: string, process: ServerProcess, password: string) {
    this.url = `http://${process.found[1]}`;
    this.#folder = folder;
    this.#process = process;
    this.#password = password;
  }

  static async start({ password, statements = String }: InfluxDbOptions): Promise<InfluxDb> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-influx-'));
    let server: ServerProcess | undefined;
    try {
      server = await run(folder, '127.0.0.1:0');
      const influx = new InfluxDb(folder, server, password);
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
    const { status, body } = await this.#ask(statements, this.#password);
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
    this.#process = await run(this.#folder, new URL(this.url).host);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ask(query: string, password: string): Promise<{ status: number; body: unknown }> {
    const login = Buffer.from(`${ADMIN}:${password}`).toString('base64');
    const response = await fetch(`${this.url}/query?epoch=ms`, {
      method: 'POST',
      headers: { authorization: `Basic ${login}` },
      body: new URLSearchParams({ q: query }),
    });
    return { status: response.status, body: await response.json() };
  }
}

async function run(folder: string, address: string): Promise<ServerProcess> {
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
    },
  });
  await eventually('influxdb to answer', async () => {
    const answer = await fetch(`http://${server.found[1]}/ping`).catch(() => undefined);
    return answer?.ok || undefined;
  });
  return server;
}

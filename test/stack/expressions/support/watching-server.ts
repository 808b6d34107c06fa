import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT, TOKEN } from '../../../integration/preload/bot.js';
import type { Groups } from '../../../support/promql/rules.js';
import { Prometheus } from '../../support/prometheus.js';
import type { ObservedBots } from './observed-bots.js';

/** What the server is called, whichever it is and wherever it listens. */
export const SELF = 'localhost:9090';

const SHIPPED = join(PACKAGE_ROOT, 'docker/prometheus');

const FLAGS = [
  // As long as the long-term stores keep it, and some panels look back.
  '--storage.tsdb.retention.time=100d',
  '--storage.tsdb.retention.size=10GB',
  '--web.enable-lifecycle',
  '--web.enable-admin-api',
];

interface Configuration {
  global: Record<string, unknown>;
  scrape_configs: Record<string, unknown>[];
  remote_write?: unknown;
}

export interface WatchingServer {
  readonly server: Prometheus;
  /** What in the project is `docker/prometheus`. */
  readonly folder: string;
}

export interface WatchingOptions {
  readonly program: string;
  /** The rule files, by path from the project's folder. */
  readonly ruleFiles: readonly string[];
  /** A folder of blocks that it begins with. */
  readonly blocks?: string;
}

/**
 * A Prometheus with the configuration and the rules that ship, that looks and evaluates each second and
 * watches the bots, itself and the rest of the stack.
 */
export async function startWatching(
  { parts }: ObservedBots,
  { program, ruleFiles, blocks }: WatchingOptions,
): Promise<WatchingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-watching-'));
  for (const name of ['targets', 'secrets', 'rules']) mkdirSync(join(folder, name));
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write('prometheus.yml', configuration(parts.store.url, parts.crowded.address));
  writeFileSync(join(folder, 'secrets/genesis-token'), TOKEN);
  ruleFiles.forEach((file, index) => {
    write(`rules/${index}.yml`, hurried(file));
  });
  write('targets/genesis.yml', [{ targets: [parts.demo.address, parts.crowded.address] }]);
  write('targets/alertmanager.yml', [{ targets: [parts.alertmanager.address] }]);
  if (blocks !== undefined) cpSync(blocks, join(folder, 'data'), { recursive: true });
  const server = await Prometheus.open(folder, { program, flags: FLAGS });
  const { host } = new URL(server.url);
  write('targets/prometheus.yml', [{ targets: [host], labels: { instance: SELF } }]);
  return { server, folder };
}

function configuration(storeUrl: string, crowded: string): Configuration {
  const shipped = parse(readFileSync(join(SHIPPED, 'prometheus.yml'), 'utf8')) as Configuration;
  const pace = { scrape_interval: '1s', scrape_timeout: '1s' };
  return {
    ...shipped,
    global: { ...shipped.global, ...pace, evaluation_interval: '1s' },
    scrape_configs: shipped.scrape_configs.map((job) => ({
      ...job,
      ...pace,
      metric_relabel_configs: [withoutTheCrowd(crowded)],
    })),
    remote_write: [{ name: 'store', url: `${storeUrl}/api/v1/write` }],
  };
}

/** Of ten thousand markets each server would write all down, each second. */
const withoutTheCrowd = (instance: string): unknown => ({
  source_labels: ['instance', '__name__', 'otel_metric_overflow'],
  regex: `${instance};genesis_trades_total;`,
  action: 'drop',
});

/** The rules as they are, evaluated each second. */
function hurried(file: string): Groups {
  const { groups } = parse(readFileSync(join(PACKAGE_ROOT, file), 'utf8')) as Groups;
  return { groups: groups.map((group) => ({ ...group, interval: '1s' })) };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `host:port` of whoever is asked for metrics. */
export interface Places {
  /** Nobody listens. */
  readonly closed: string;
  /** A bot that is well. */
  readonly well: string;
  /** A bot without a token. */
  readonly open: string;
  /** A bot whose process is stopped. */
  readonly frozen: string;
  /** A web server. */
  readonly page: string;
}

const QUICK = { scrape_interval: '1s', scrape_timeout: '900ms' };

const token = (file: string) => ({ authorization: { credentials_file: `secrets/${file}` } });
const target = (address: string) => ({ static_configs: [{ targets: [address] }] });

/** Scrape jobs with one fault each, by what it is. */
function faults({ closed, well, open, frozen, page }: Places): Readonly<Record<string, object>> {
  const right = token('genesis-token');
  return {
    unauthorized: { ...target(well), ...token('wrong-token') },
    forbidden: { ...target('bot.example:9464'), proxy_url: `http://${open}` },
    missing: { ...target(well), ...right, metrics_path: '/metric' },
    refused: { ...target(closed), ...right },
    late: { ...target(frozen), ...right },
    page: { ...target(page), metrics_path: '/' },
    tokenless: { ...target(well), ...token('none') },
    https: { ...target(well), ...right, scheme: 'https' },
    nameless: { ...target('bot.invalid:9464'), ...right },
    large: { ...target(well), ...right, sample_limit: 10 },
    long: { ...target(well), ...right, body_size_limit: '1KB' },
  };
}

/**
 * Adds to Prometheus' configuration a bot for each fault, the bot that is well a second time, and a
 * long-term store that is not there.
 */
export function spoil(file: string, places: Places): void {
  const config = parse(readFileSync(file, 'utf8')) as { scrape_configs: object[] };
  const spoilt = Object.entries(faults(places)).map(([name, fault]) => ({
    job_name: name,
    ...QUICK,
    ...fault,
    relabel_configs: [
      { target_label: 'job', replacement: 'genesis' },
      { target_label: 'instance', replacement: `${name}.example:9464` },
    ],
  }));
  const again = { job_name: 'bots-again', ...QUICK, ...target(places.well) };
  const scrapes = [...config.scrape_configs, ...spoilt, { ...again, ...token('genesis-token') }];
  const store = { name: 'long-term', url: `http://${places.closed}/api/v1/write` };
  writeFileSync(
    file,
    JSON.stringify({ ...config, scrape_configs: scrapes, remote_write: [store] }),
  );
}

import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CopyOf } from '../../docker/support/script.js';
import { TOKEN } from '../../integration/preload/bot.js';
import { eventually } from '../support/eventually.js';
import {
  BUSYBOX,
  needPrograms,
  PROMETHEUS_3,
  PROMETHEUS_PROGRAMS,
  VICTORIA_METRICS,
} from '../support/programs.js';
import { SecuredBot } from '../support/secured-bot.js';
import { CA, TLS_ENV } from '../support/secured-scrapes.js';
import { VictoriaMetrics } from '../support/victoria-metrics.js';
import { ShippedPrometheus, type Way } from './shipped-prometheus.js';

const NEW_TOKEN = 'the-token-that-comes-after-it-0987654321';
const [OLD = '', STABLE = ''] = Object.values(PROMETHEUS_PROGRAMS);

/** Each server with what is run and how. The last one is told a store, too. */
const WAYS: Readonly<Record<string, Way>> = {
  'Prometheus 2.42, by hand': { program: OLD },
  'Prometheus 2.53, by hand': { program: STABLE },
  'Prometheus 2.53, by start.sh': { program: STABLE, script: { shell: ['/bin/sh'], env: {} } },
  'Prometheus 3.5, by start.sh': {
    program: PROMETHEUS_3,
    script: { shell: [BUSYBOX, 'sh'], env: { COMPOSE_PROFILES: 'victoriametrics' } },
  },
};

describe('the shipped configuration, at work', () => {
  let folder: CopyOf;
  let bot: SecuredBot;
  let tlsBot: SecuredBot;
  let store: VictoriaMetrics;
  let servers: Readonly<Record<string, ShippedPrometheus>> = {};

  before(async function () {
    needPrograms(this, 'prometheus', STABLE, PROMETHEUS_3, VICTORIA_METRICS, BUSYBOX);
    folder = new CopyOf('influxdb/secrets');
    writeFileSync(folder.path('token'), `${TOKEN}\n`);
    bot = await SecuredBot.start({ PROMETHEUS_AUTH_TOKEN_FILE: folder.path('token') });
    tlsBot = await SecuredBot.start({ PROMETHEUS_AUTH_TOKEN: TOKEN, ...TLS_ENV });
    store = await VictoriaMetrics.start();
    const started = Object.entries(WAYS).map(async ([name, way]) => {
      return [name, await ShippedPrometheus.start(way, bot.target, prepare)] as const;
    });
    servers = Object.fromEntries(await Promise.all(started));
    for (const server of Object.values(servers)) server.watchItself();
    await Promise.all(Object.values(servers).map((server) => server.up('genesis')));
  });
  after(async () => {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    await Promise.all([store?.stop(), bot?.stop(), tlsBot?.stop()]);
    folder?.remove();
  });

  function prepare(copy: CopyOf): void {
    copy.write('secrets/genesis-token', `${TOKEN}\n`);
    // As the file says, and with a list of targets of its own.
    copy.write(
      'prometheus.yml',
      copy.read('prometheus.yml').replace(/# (tls_config:)\n( *)# ( *ca_file: )/, '$1\n$2$3'),
    );
    copy.write('secrets/bot-ca.pem', readFileSync(CA.ca_file, 'utf8'));
    const targets = [tlsBot.target.replace('127.0.0.1', 'localhost')];
    const labels = { __scheme__: 'https', instance: 'bot-over-tls' };
    copy.write('targets/genesis-tls.yml', JSON.stringify([{ targets, labels }]));
    const write = 'profiles/victoriametrics/remote-write.yml';
    copy.write(write, copy.read(write).replace('http://victoriametrics:8428', store.url));
  }

  const server = (name: string): ShippedPrometheus => {
    const found = servers[name];
    if (found === undefined) throw new Error(`${name} was not started`);
    return found;
  };

  for (const name of Object.keys(WAYS)) {
    it(`scrapes the bot and itself and has its rules: ${name}`, async () => {
      await server(name).up('prometheus');
      const { groups } = (await server(name).get('/api/v1/rules')) as {
        groups: readonly { readonly file: string }[];
      };
      const files = new Set(groups.map(({ file }) => file.split('/').at(-1)));
      expect([...files]).to.have.members(readdirSync(server(name).copy.path('rules')));
    });
  }

  it('scrapes a bot over TLS, by the name that it is given', async () => {
    for (const name of Object.keys(WAYS)) {
      await eventually(`the bot over TLS to be up: ${name}`, async () => {
        const found = await server(name).instant('up{instance="bot-over-tls"} == 1', Date.now());
        return found.length > 0 || undefined;
      });
    }
  });

  it('keeps samples for as long and as many as the setup guide says', async () => {
    const { storageRetention } = (await server('Prometheus 3.5, by start.sh').get(
      '/api/v1/status/runtimeinfo',
    )) as { storageRetention: string };
    expect(storageRetention).to.equal('15d or 10GiB');
  });

  it('sends to the store of a profile what it has of bots, and nothing else', async () => {
    await eventually('the store to have the metrics of the bot', async () => {
      const found = await store.instant('genesis_orders_total{job="genesis"}', Date.now());
      return found.length > 0 || undefined;
    });
    const names = await store.instant('count by (__name__) ({__name__!=""})', Date.now());
    const others = names.map(({ labels }) => labels['__name__'] ?? '');
    expect(
      others.filter((metric) => !/^(genesis_|[a-z_]+:|up$|ALERTS$)/.test(metric)),
    ).to.deep.equal([]);
    const [own] = await store.instant(`genesis_orders_total{instance="${bot.target}"}`, Date.now());
    expect(own?.labels).to.include({ monitor: 'genesis', instance: bot.target });
  });

  for (const name of Object.keys(WAYS).filter((way) => way.endsWith('start.sh'))) {
    it(`reads its configuration again when it is told to: ${name}`, async () => {
      server(name).reconfigure((yaml) => yaml.replace('monitor: genesis', 'monitor: renamed'));
      await eventually('the new configuration', async () => {
        const { yaml } = (await server(name).get('/api/v1/status/config')) as { yaml: string };
        return yaml.includes('monitor: renamed') || undefined;
      });
    });
  }

  it('follows a token that changes, without a restart', async () => {
    const rotating = Object.keys(WAYS).filter((name) => name.includes('2.'));
    writeFileSync(folder.path('token'), `${TOKEN}\n${NEW_TOKEN}\n`);
    for (const name of rotating) {
      const { copy } = server(name);
      copy.write('secrets/new', NEW_TOKEN);
      renameSync(join(copy.folder, 'secrets/new'), copy.path('secrets/genesis-token'));
    }
    const since = Date.now();
    const scrapedAfter = async (name: string, at: number): Promise<number> =>
      await eventually(`a scrape by ${name}`, async () => {
        const [sample] = await server(name).instant(
          `timestamp(up{job="genesis",instance="${bot.target}"})`,
          Date.now(),
        );
        return sample !== undefined && sample.value * 1_000 > at ? sample.value * 1_000 : undefined;
      });
    await Promise.all(rotating.map((name) => scrapedAfter(name, since)));
    writeFileSync(folder.path('token'), `${NEW_TOKEN}\n`);
    const changed = Date.now();
    for (const name of rotating) {
      const at = await scrapedAfter(name, changed);
      const [least] = await server(name).instant(
        `min_over_time(up{instance="${bot.target}"}[1m])`,
        at,
      );
      expect(least?.value, name).to.equal(1);
    }
  });
});

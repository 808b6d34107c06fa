import { readdirSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CopyOf, type Ended, SHELLS } from './support/script.js';

const SHOW = [
  'cat "$config"',
  'echo "--- token"; cat "$(dirname "$config")/secrets/genesis-token"',
  'echo; echo "--- environment"; env',
].join('\n');
const PROFILES = ['influxdb', 'otlp', 'thanos', 'victoriametrics'];

interface Configuration {
  readonly scrape_configs: readonly { readonly job_name: string }[];
  readonly remote_write?: readonly { readonly name: string }[];
  readonly remote_read?: readonly { readonly name: string }[];
  readonly storage?: unknown;
}

for (const [name, shell] of Object.entries(SHELLS)) {
  describe(`docker/prometheus/start.sh, run by ${name}`, () => {
    let copy: CopyOf;
    let program: string;

    beforeEach(() => {
      copy = new CopyOf('prometheus');
      program = copy.program(SHOW);
    });
    afterEach(() => copy.remove());

    const start = (env: Readonly<Record<string, string>>, ...args: string[]): Ended =>
      copy.run(shell, [copy.path('start.sh'), ...args], { PROMETHEUS: program, ...env });
    const started = (env: Readonly<Record<string, string>>): Ended =>
      start({ PROMETHEUS_AUTH_TOKEN: 'from-the-environment', ...env });
    const configurationOf = ({ stdout }: Ended): Configuration =>
      parse(stdout.slice(stdout.indexOf('global:'), stdout.indexOf('--- token'))) as Configuration;
    const tokenIn = ({ stdout }: Ended): string | undefined =>
      /--- token\n(.*)\n/.exec(stdout)?.[1];

    it('starts with the file as it is, with retention as the setup guide has it', () => {
      const ended = started({});
      expect(ended).to.deep.include({ status: 0, stderr: '' });
      expect(configurationOf(ended)).to.deep.equal(parse(copy.read('prometheus.yml')));
      expect(ended.stdout.split('\n')).to.include.members([
        '--storage.tsdb.retention.time=15d',
        '--storage.tsdb.retention.size=10GB',
      ]);
    });

    it('takes retention from the environment and passes arguments on', () => {
      const { stdout } = start(
        {
          PROMETHEUS_AUTH_TOKEN: 't',
          PROMETHEUS_RETENTION_TIME: '1d12h',
          PROMETHEUS_RETENTION_SIZE: '512MB',
        },
        '--storage.tsdb.path=/some where',
      );
      expect(stdout.split('\n')).to.include.members([
        '--storage.tsdb.retention.time=1d12h',
        '--storage.tsdb.retention.size=512MB',
        '--storage.tsdb.path=/some where',
      ]);
    });

    for (const [variable, value, example] of [
      ['PROMETHEUS_RETENTION_TIME', '15 days', '15d'],
      ['PROMETHEUS_RETENTION_TIME', '15', '15d'],
      ['PROMETHEUS_RETENTION_SIZE', '10', '10GB'],
      ['PROMETHEUS_RETENTION_SIZE', '10GB\n--web.enable-admin-api', '10GB'],
    ] as const) {
      it(`says in one line that ${variable} is wrong: ${JSON.stringify(value)}`, () => {
        expect(started({ [variable]: value })).to.deep.include({
          status: 1,
          stdout: '',
          stderr: `prometheus: ${variable} is '${value}', which is not like ${example}\n`,
        });
      });
    }

    it('says in one line that there is no token', () => {
      expect(start({})).to.deep.include({
        status: 1,
        stdout: '',
        stderr: `prometheus: no token for the bots: set PROMETHEUS_AUTH_TOKEN, or put it into ${copy.path('secrets/genesis-token')}\n`,
      });
    });

    it('takes the token from its file', () => {
      copy.write('secrets/genesis-token', 'from-the-file\n');
      expect(tokenIn(start({}))).to.equal('from-the-file');
    });

    it('prefers the token that is set, and keeps it out of the environment and of the file', () => {
      copy.write('secrets/genesis-token', 'from-the-file\n');
      copy.write('secrets/influxdb-password', 'p');
      program = copy.program(`${SHOW}\nls "$(dirname "$config")/secrets"`);
      const ended = started({});
      expect(tokenIn(ended)).to.equal('from-the-environment');
      expect(ended.stdout.split('--- environment')[1]).not.to.include('from-the-environment');
      expect(ended.stdout).to.match(/\ngenesis-token\ninfluxdb-password\n$/);
      expect(copy.read('secrets/genesis-token')).to.equal('from-the-file\n');
    });

    it('shows the first of several tokens', () => {
      expect(tokenIn(started({ PROMETHEUS_AUTH_TOKEN: 'new,old' }))).to.equal('new');
    });

    for (const [what, env, content, line] of [
      ['begins with a comma', { PROMETHEUS_AUTH_TOKEN: ',old' }, '', /before its first comma/],
      ['is blank', { PROMETHEUS_AUTH_TOKEN: ' ' }, 'one', /before its first comma/],
      ['is blank in its file', {}, ' \r\n', /genesis-token is empty/],
      ['has two lines in its file', {}, 'new\nold\n', /genesis-token has several lines/],
    ] as const) {
      it(`says in one line that the token ${what}`, () => {
        copy.write('secrets/genesis-token', content);
        const { status, stdout, stderr } = start(env);
        expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
        expect(stderr)
          .to.match(/^prometheus: .+\n$/)
          .and.to.match(line);
        expect(readdirSync(copy.folder).filter((file) => file.startsWith('tmp'))).to.be.empty;
      });
    }

    for (const profile of PROFILES) {
      it(`adds what the profile ${profile} has`, () => {
        const { scrape_configs, remote_write, remote_read, storage } = configurationOf(
          started({ COMPOSE_PROFILES: profile }),
        );
        const job = profile === 'otlp' ? 'otel-collector' : profile;
        expect(scrape_configs.at(-1)?.job_name).to.equal(job);
        const writes =
          profile === 'influxdb' || profile === 'victoriametrics' ? [profile] : undefined;
        expect(remote_write?.map(({ name: to }) => to)).to.deep.equal(writes);
        expect(remote_read !== undefined).to.equal(profile === 'influxdb');
        expect(storage !== undefined).to.equal(profile === 'otlp');
      });
    }

    it('gives the flags that profiles need, and no others', () => {
      const flags = (profiles: string): string[] =>
        started({ COMPOSE_PROFILES: profiles })
          .stdout.split('\n')
          .filter((line) => /^--(web|storage\.tsdb\.m)/.test(line));
      expect(flags('victoriametrics,influxdb')).to.deep.equal([]);
      expect(flags('otlp')).to.deep.equal(['--web.enable-otlp-receiver']);
      expect(flags('thanos')).to.deep.equal([
        '--storage.tsdb.min-block-duration=2h',
        '--storage.tsdb.max-block-duration=2h',
      ]);
    });

    it('knows the profiles of all stores at once, and the star that stands for all', () => {
      const all = configurationOf(started({ COMPOSE_PROFILES: PROFILES.join(',') }));
      expect(all.remote_write?.map(({ name: to }) => to)).to.deep.equal([
        'influxdb',
        'victoriametrics',
      ]);
      expect(configurationOf(started({ COMPOSE_PROFILES: '*' }))).to.deep.equal(all);
    });

    it('reads the list of profiles as compose does', () => {
      const { scrape_configs } = configurationOf(
        started({ COMPOSE_PROFILES: ' thanos ,, otlp,thanos,' }),
      );
      const jobs = scrape_configs.map(({ job_name }) => job_name);
      expect(jobs.slice(-2)).to.deep.equal(['otel-collector', 'thanos']);
      expect(new Set(jobs)).to.have.property('size', jobs.length);
    });

    for (const [list, wrong] of [
      ['otlp,victoria', 'victoria'],
      ['otlp thanos', 'otlp thanos'],
      ['.', '.'],
      ['../profiles/otlp', '../profiles/otlp'],
      ['otl?', 'otl?'],
    ] as const) {
      it(`says in one line that a profile does not exist: ${list}`, () => {
        expect(started({ COMPOSE_PROFILES: list })).to.deep.include({
          status: 1,
          stdout: '',
          stderr: `prometheus: COMPOSE_PROFILES has '${wrong}'; there are ${PROFILES.join(' ')}\n`,
        });
      });
    }

    it('is found through a link, from everywhere', () => {
      copy.write('else where/file', '');
      symlinkSync(copy.path('start.sh'), copy.path('else where/link'));
      const env = { PROMETHEUS: program, PROMETHEUS_AUTH_TOKEN: 't', CDPATH: '/' };
      const ended = copy.run(shell, [copy.path('else where/link')], env);
      expect(ended).to.deep.include({ status: 0, stderr: '' });
    });

    it('ends as the server ends, and leaves nothing behind', () => {
      program = copy.program('exit 3');
      expect(started({}).status).to.equal(3);
      expect(readdirSync(copy.folder).filter((file) => file.startsWith('tmp'))).to.deep.equal([]);
    });
  });
}

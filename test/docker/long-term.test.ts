import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CATALOGUE } from '../../lib/index.js';
import { RECORDING_GROUPS } from '../../monitoring/recording/index.js';
import { COMPOSE, DOCKER, SERVICES } from './support/compose.js';

const read = (path: string): string => readFileSync(join(DOCKER, path), 'utf8');

/** What Thanos' reader of the file takes, as its source has it; it refuses all else. */
const S3_KEYS = [
  'bucket',
  'endpoint',
  'region',
  'disable_dualstack',
  'aws_sdk_auth',
  'access_key',
  'insecure',
  'signature_version2',
  'secret_key',
  'session_token',
  'put_user_metadata',
  'http_config',
  'trace',
  'list_objects_version',
  'bucket_lookup_type',
  'send_content_md5',
  'disable_multipart',
  'part_size',
  'sse_config',
  'sts_endpoint',
];
const VARIABLE = /\$\(([A-Z0-9_]+)\)/g;

describe('what the stack keeps for longer', () => {
  it('is the same in all stores: 15 days of all samples, 90 days of one in five minutes', () => {
    const variables = read('victoriametrics/victoriametrics.env');
    expect(variables)
      .to.match(/^retentionPeriod=90d$/m)
      .and.match(/^dedup_minScrapeInterval=5m$/m);
    const statements = read('influxdb/prometheus.iql');
    expect(statements).to.match(/"r15d" ON "prometheus" DURATION 15d REPLICATION 1 DEFAULT;/);
    expect(statements).to.match(/"r90d" ON "prometheus" DURATION 90d REPLICATION 1;/);
    expect(statements).to.match(
      /INTO "prometheus"\."r90d".* FROM "prometheus"\."r15d".*time\(5m\)/,
    );
    const { command = [] } = COMPOSE.services['thanos-compactor'] as { command?: string[] };
    expect(command).to.include.members([
      '--retention.resolution-raw=15d',
      '--retention.resolution-5m=90d',
    ]);
    const { PROMETHEUS_RETENTION_TIME } = COMPOSE.services['prometheus']?.environment ?? {};
    expect(PROMETHEUS_RETENTION_TIME).to.match(/:-15d\}$/);
  });

  for (const profile of ['victoriametrics', 'influxdb']) {
    it(`is what ${profile} is written: everything of bots, and everything recorded of them`, () => {
      const [remote] = parse(read(`prometheus/profiles/${profile}/remote-write.yml`)) as [
        { write_relabel_configs: { regex: string; action: string; source_labels: string[] }[] },
      ];
      const [{ regex, ...rest } = { regex: '' }, ...others] = remote.write_relabel_configs;
      expect(rest).to.deep.equal({ source_labels: ['__name__'], action: 'keep' });
      expect(others).to.have.length(0);
      const recorded = RECORDING_GROUPS.flatMap(({ rules }) => rules.map(({ record }) => record));
      const metrics = Object.values(CATALOGUE).map(({ name }) => name);
      for (const name of [...recorded, ...metrics, 'up']) {
        expect(name).to.match(new RegExp(`^(?:${regex})$`));
      }
      expect('prometheus_tsdb_head_series').not.to.match(new RegExp(`^(?:${regex})$`));
    });
  }

  describe('in the bucket of Thanos', () => {
    const text = read('thanos/objstore.yml');
    const readers = SERVICES.filter(([, { volumes = [] }]) =>
      volumes.some((volume) => volume.startsWith('./thanos/objstore.yml:')),
    );

    it('is described with keys that Thanos takes, and without a secret', () => {
      const { type, config, ...rest } = parse(text.replace(VARIABLE, 'x')) as {
        type: string;
        config: Record<string, unknown>;
      };
      expect(type).to.equal('S3');
      expect(rest).to.deep.equal({});
      expect(S3_KEYS).to.include.members(Object.keys(config));
      expect(config).to.include.keys('bucket', 'endpoint');
      expect(config).not.to.have.any.keys('access_key', 'secret_key', 'session_token');
    });

    it('is found by each service that reads the file, which has its variables and the keys', () => {
      expect(readers.map(([name]) => name)).to.deep.equal([
        'thanos-sidecar',
        'thanos-store',
        'thanos-compactor',
      ]);
      const named = [...text.replace(/^\s*#.*$/gm, '').matchAll(VARIABLE)].map(([, name]) => name);
      expect(named).to.have.length.greaterThan(0);
      for (const [name, { environment = {} }] of readers) {
        expect(Object.keys(environment), name).to.include.members([
          ...(named as string[]),
          'AWS_SHARED_CREDENTIALS_FILE',
        ]);
        expect(environment['THANOS_S3_ENDPOINT'], name).not.to.include('://');
      }
    });
  });
});

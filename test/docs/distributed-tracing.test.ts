import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { ORDER_ATTRIBUTES } from '../../lib/traces/attributes.js';
import { ORDER_SPANS } from '../../lib/traces/spans.js';

const ROOT = join(__dirname, '../../..');
const TEXT = readFileSync(join(ROOT, 'docs/distributed-tracing.md'), 'utf8');
const DATA_SOURCES = join(ROOT, 'docker/grafana/provisioning/datasources');
/** The uids of the data sources that Grafana is started with. */
const PROVISIONED = readdirSync(DATA_SOURCES).flatMap((file) => {
  const text = readFileSync(join(DATA_SOURCES, file), 'utf8');
  return [...text.matchAll(/^ *uid: (\w+)$/gm)].map(([, uid]) => uid);
});
const LABELS = new Set<string>(
  Object.values(CATALOGUE).flatMap(({ labels, optionalLabels }) => [...labels, ...optionalLabels]),
);
const ATTRIBUTES = Object.values(ORDER_ATTRIBUTES).map(({ name }): string => name);

interface DataSource {
  readonly uid: string;
  readonly jsonData: {
    readonly tracesToLogsV2?: { readonly datasourceUid: string };
    readonly tracesToMetrics?: {
      readonly datasourceUid: string;
      readonly tags: readonly { readonly key: string; readonly value: string }[];
    };
    readonly derivedFields?: readonly { readonly datasourceUid: string }[];
  };
}

/** The blocks of YAML, as they would be in files of their own. */
const BLOCKS = [...TEXT.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(
  ([, indent = '', block = '']) => parse(block.replace(new RegExp(`^${indent}`, 'gm'), '')),
);

describe('docs/distributed-tracing.md', () => {
  it('names only attributes and spans that there are', () => {
    const attributes = [...TEXT.matchAll(/genesis\.order\.\w+/g)].map(([name]) => name);
    expect(ATTRIBUTES).to.include.members(attributes);
    const spans = [...TEXT.matchAll(/[`"](order \w+)[`"]/g)].map(([, name]) => name);
    expect(spans).to.not.deep.equal([]);
    expect(ORDER_SPANS.flatMap(({ names }): string[] => [...names])).to.include.members(spans);
  });

  it('links data sources that are there, by labels that metrics have', () => {
    const { datasources } = BLOCKS[0] as { datasources: readonly DataSource[] };
    const uids = [...PROVISIONED, ...datasources.map(({ uid }) => uid)];
    const linked = datasources.flatMap(({ jsonData: { derivedFields = [], ...to } }) =>
      [to.tracesToLogsV2, to.tracesToMetrics, ...derivedFields].flatMap((link) => link ?? []),
    );
    expect(linked).to.have.length(3);
    expect(uids).to.include.members(linked.map(({ datasourceUid }) => datasourceUid));
    const tags = datasources.flatMap(({ jsonData }) => jsonData.tracesToMetrics?.tags ?? []);
    expect(tags).to.have.length(1);
    for (const { key, value } of tags) {
      expect(ATTRIBUTES).to.include(key);
      expect([...LABELS]).to.include(value);
    }
  });

  it('names only variables that the compose file has', () => {
    const variables = [...TEXT.matchAll(/`((?:GRAFANA|TRACES|COLLECTOR|COMPOSE)_[A-Z_]+)/g)].map(
      ([, name]) => name,
    );
    expect(variables).to.include('GRAFANA_TRACES_URL');
    const example = readFileSync(join(ROOT, 'docker/.env.example'), 'utf8');
    const known = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(known).to.include.members(variables);
  });

  it('keeps by outcomes and attributes that spans have', () => {
    const { processors } = BLOCKS[1] as {
      processors: { tail_sampling: { policies: { string_attribute?: { key: string } }[] } };
    };
    const keys = processors.tail_sampling.policies.flatMap(({ string_attribute: by }) =>
      by === undefined ? [] : [by.key],
    );
    expect(keys).to.deep.equal(['genesis.order.outcome']);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { ORDER_ATTRIBUTES } from '../../lib/traces/attributes.js';
import { ORDER_SPANS } from '../../lib/traces/spans.js';

const TEXT = readFileSync(join(__dirname, '../../../docs/distributed-tracing.md'), 'utf8');
const LABELS = new Set<string>(
  Object.values(CATALOGUE).flatMap(({ labels, optionalLabels }) => [...labels, ...optionalLabels]),
);
const ATTRIBUTES = Object.values(ORDER_ATTRIBUTES).map(({ name }): string => name);

interface DataSource {
  readonly uid: string;
  readonly jsonData: {
    readonly tracesToLogsV2?: { readonly datasourceUid: string };
    readonly tracesToMetrics?: {
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
    const uids = ['prometheus', ...datasources.map(({ uid }) => uid)];
    const linked = datasources.flatMap(({ jsonData }) => [
      ...(jsonData.tracesToLogsV2 === undefined ? [] : [jsonData.tracesToLogsV2.datasourceUid]),
      ...(jsonData.derivedFields ?? []).map(({ datasourceUid }) => datasourceUid),
    ]);
    expect(linked).to.have.length(2);
    expect(uids).to.include.members(linked);
    const tags = datasources.flatMap(({ jsonData }) => jsonData.tracesToMetrics?.tags ?? []);
    expect(tags).to.have.length(1);
    for (const { key, value } of tags) {
      expect(ATTRIBUTES).to.include(key);
      expect([...LABELS]).to.include(value);
    }
  });

  it('keeps by outcomes and attributes that spans have', () => {
    const { processors } = BLOCKS[2] as {
      processors: { tail_sampling: { policies: { string_attribute?: { key: string } }[] } };
    };
    const keys = processors.tail_sampling.policies.flatMap(({ string_attribute: by }) =>
      by === undefined ? [] : [by.key],
    );
    expect(keys).to.deep.equal(['genesis.order.outcome']);
  });
});

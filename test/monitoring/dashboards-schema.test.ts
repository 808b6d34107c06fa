import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { DASHBOARD_FILES } from '../../monitoring/dashboards/files.js';

const ROOT = join(__dirname, '../../..');
const SCHEMA = join(ROOT, 'test/fixtures/schemas/grafana-dashboard.schema.json');

interface Schema {
  definitions: Record<string, { properties: Record<string, unknown> }>;
}

/**
 * The published schema says `object` where Grafana takes any value: the name that an override is for,
 * and what it sets, are strings and numbers in every dashboard that Grafana itself saves.
 */
const ANY_VALUE = [
  ['MatcherConfig', 'options'],
  ['DynamicConfigValue', 'value'],
] as const;

function compiled(): ValidateFunction {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Schema;
  for (const [definition, property] of ANY_VALUE) {
    const { properties } = schema.definitions[definition] ?? { properties: {} };
    expect(properties[property], `${definition}.${property}`).to.have.property('type', 'object');
    properties[property] = {};
  }
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
}

describe('the dashboards and the schema of Grafana', () => {
  const validate = compiled();

  const problems = (dashboard: unknown): string[] => {
    validate(dashboard);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  for (const { path } of DASHBOARD_FILES) {
    it(`${path} is valid`, () => {
      expect(problems(JSON.parse(readFileSync(join(ROOT, path), 'utf8')))).to.deep.equal([]);
    });
  }

  it('the schema finds what is no dashboard', () => {
    const [first] = DASHBOARD_FILES;
    const dashboard = JSON.parse(first?.content ?? '{}') as { panels: { gridPos: object }[] };
    expect(problems({ ...dashboard, tag: [] })).to.not.deep.equal([]);
    expect(problems({ ...dashboard, refresh: 30 })).to.not.deep.equal([]);
    const [panel] = dashboard.panels;
    expect(
      problems({ ...dashboard, panels: [{ ...panel, gridPos: { x: 'left' } }] }),
    ).to.not.deep.equal([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { COMPOSE } from './support/compose.js';

const SCHEMA = join(__dirname, '../../../test/fixtures/schemas/compose-spec.json');

/** What the compose specification finds wrong with a file. */
function faultsOf(compose: unknown): string[] {
  const { $schema: _, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { $schema: string };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // Of Compose's own: whether a text is a duration or a port is told by the patterns beside it.
  for (const format of ['duration', 'ports', 'expose', 'subnet_ip_address', 'growth_duration']) {
    ajv.addFormat(format, true);
  }
  const validate = ajv.compile(schema);
  validate(compose);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the compose file', () => {
  it('is what the compose specification allows', () => {
    expect(faultsOf(COMPOSE)).to.deep.equal([]);
  });

  it('would not be with a key that there is not, or a value of another kind', () => {
    const { prometheus } = COMPOSE.services;
    const broken = {
      services: {
        typo: { ...prometheus, health_check: {} },
        kind: { ...prometheus, read_only: { yes: true } },
      },
    };
    expect(faultsOf(broken).join('\n'))
      .to.include('/services/typo must NOT have additional properties')
      .and.include('/services/kind/read_only must be boolean,string');
  });
});

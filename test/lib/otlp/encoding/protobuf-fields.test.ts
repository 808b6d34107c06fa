import { expect } from 'chai';
import type { Type } from 'protobufjs';
import { FIELDS } from '../../../../lib/otlp/encoding/protobuf-fields.js';
import { SIGNALS } from '../../../support/otlp/signals.js';

const { request } = SIGNALS[0] as (typeof SIGNALS)[number];

/** `Buckets` is a message within a message. */
function officialType(name: string): Type {
  const path = name === 'Buckets' ? ['ExponentialHistogramDataPoint', 'Buckets'] : [name];
  return request.root.lookupType(path.join('.'));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

describe('the numbers of the fields of OTLP', () => {
  for (const [name, fields] of Object.entries(FIELDS)) {
    it(`are those of the proto files: ${name}`, () => {
      const official = officialType(name).fieldsArray.map(
        (field) => [snakeCase(field.name), field.id] as const,
      );
      for (const [field, number] of Object.entries(fields)) {
        expect(Object.fromEntries(official), field).to.have.property(field, number);
      }
    });
  }
});

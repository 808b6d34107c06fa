import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  hasAllowedName,
  subjectAltNames,
} from '../../../../lib/prometheus/tls/subject-alt-names.js';
import { tlsFile } from '../support/files.js';

const names = subjectAltNames(
  new X509Certificate(readFileSync(tlsFile('client-next-crt'))).subjectAltName,
);
const allows = (...allowed: string[]): boolean => hasAllowedName(names, allowed);

describe('subject alternative names', () => {
  for (const allowed of [
    'scraper.example',
    '192.0.2.7',
    '2001:db8::7',
    '2001:DB8:0:0::7',
    'scraper@example.org',
    'spiffe://example.org/scraper',
  ]) {
    it(`find ${allowed}`, () => expect(allows('other.example', allowed)).to.equal(true));
  }

  for (const [reason, allowed] of [
    ['a name that another one contains', 'injected.example'],
    ['the first half of a name with a comma', 'x.example'],
    ['a part of a name', 'example'],
    ['another case', 'Scraper.example'],
    ['a name of an unusual kind', '1.2.3.4'],
    ['a value with its kind', 'DNS:scraper.example'],
    ['no name', ''],
  ] as const) {
    it(`do not find ${reason}`, () => expect(allows(allowed)).to.equal(false));
  }

  it('keep an address in a name from passing for an address', () => {
    expect(hasAllowedName(subjectAltNames('DNS:192.0.2.7'), ['192.0.2.7'])).to.equal(false);
    expect(hasAllowedName(subjectAltNames('URI:192.0.2.7'), ['192.0.2.7'])).to.equal(false);
  });

  for (const text of [
    'DNS:a, DNS:"b',
    'DNS:a, DNS:"b"c',
    'DNS:a,DNS:b',
    'DNS:a, ',
    'DNS:a, b',
    'DNS:a\\, DNS:b',
    'DNS:a, DNS:"\\x"',
  ]) {
    it(`are none at all in ${text}`, () => {
      expect(hasAllowedName(subjectAltNames(text), ['a', 'b', 'c'])).to.equal(text === 'DNS:a, ');
    });
  }

  it('come back from the quoted form as they were', () => {
    const quoted = (value: string): string => JSON.stringify(value).replaceAll(',', '\\u002c');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const text = values.map((value) => `URI:${quoted(value)}`).join(', ');
        expect(subjectAltNames(text).map(({ value }) => value)).to.deep.equal(values);
      }),
    );
  });
});

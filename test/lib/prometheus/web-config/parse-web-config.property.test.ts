import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { GenesisError } from '../../../../lib/errors.js';
import { parseWebConfig } from '../../../../lib/prometheus/web-config/parse-web-config.js';

const LONGEST_LINE = 500;
const growing = (_: unknown, i: number): string => `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`;
const user = (_: unknown, i: number): string => `u${i}: x`;
const NESTED = 'is nested too deeply';
const ALIASES = 'has more than 100 aliases';
/** Texts within the limit of the file, and the fault that must be found before they do harm. */
const HOSTILE: Record<string, [text: string, fault: string]> = {
  'nested lists': ['['.repeat(60_000), NESTED],
  'nested mappings': ['{a: '.repeat(16_000), NESTED],
  'nested block lists': ['- '.repeat(32_000), NESTED],
  'nested complex keys': ['? '.repeat(32_000), NESTED],
  'many aliases': [`a: &a x\nb: [${'*a, '.repeat(10_000)}]`, ALIASES],
  'growing aliases': [Array.from({ length: 99 }, growing).join('\n'), ALIASES],
  'an alias of itself': ['rate_limit: &a {interval: *a}', 'rate_limit.interval (line 1)'],
  'many keys': [`basic_auth_users: {${Array.from({ length: 6_000 }, user).join()}}`, 'no bcrypt'],
};

function faultOf(text: string): string | undefined {
  try {
    parseWebConfig(text, '/etc/bot', 'LABEL');
    return undefined;
  } catch (fault) {
    expect(fault).to.be.instanceOf(GenesisError);
    const { message, cause } = fault as GenesisError;
    expect(cause).to.equal(undefined);
    expect(message).to.have.length.below(LONGEST_LINE);
    return message;
  }
}

describe('parseWebConfig, any input', () => {
  const secret = fc.string({ unit: fc.constantFrom(...'QZ9$/+#@'), minLength: 6, maxLength: 40 });
  const value = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      secret,
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', '__proto__', 'interval', 'headers'), tie('node')),
    ),
  })).node;
  const section = (...keys: string[]) =>
    fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length });
  const config = fc.record(
    {
      tls_server_config: fc.oneof(
        value,
        section('cert', 'key', 'key_file', 'cert_file', 'client_ca', 'client_auth_type'),
        section('cert', 'key', 'min_version', 'cipher_suites', 'curve_preferences'),
      ),
      http_server_config: fc.oneof(
        value,
        section('http2', 'headers'),
        fc.record({ headers: section('X-Frame-Options', 'X-XSS-Protection') }),
      ),
      basic_auth_users: fc.oneof(value, section('alice', 'bob')),
      rate_limit: fc.oneof(value, section('interval', 'burst')),
    },
    { requiredKeys: [] },
  );

  it('raises nothing but its own error and repeats no value', () => {
    fc.assert(
      fc.property(config, (content) => {
        const message = faultOf(stringify(content));
        for (const [text] of JSON.stringify(content).matchAll(/(?<=")[QZ9$/+#@]{6,}(?=")/g)) {
          expect(message ?? '').not.to.contain(text);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('raises nothing but its own error over any text', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'abc:-?[]{}&*!|>\'"%@`#, \n\t') }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        faultOf(lines.join('\n'));
      }),
      { numRuns: 1_000 },
    );
  });

  for (const [name, [text, fault]] of Object.entries(HOSTILE)) {
    it(`refuses ${name} in time`, () => {
      expect(faultOf(text)).to.contain(fault);
    });
  }
});

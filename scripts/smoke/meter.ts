import { strict as assert } from 'node:assert';
import { readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Program } from '../../test/support/program.js';
import type { SmokeContext, SmokeTest } from './context.js';

/** The SDK that npm picked is the oracle of the shared meter as well, not only the locked one. */
export const METER_TEST: SmokeTest = { name: 'the shared meter, beside the SDK', run: meterTests };

const MOCHA = require.resolve('mocha/bin/mocha.js');
/** Where what the tests themselves need is found; OpenTelemetry comes from the project. */
const OWN_MODULES = dirname(dirname(dirname(MOCHA)));
const TESTS = 'test/lib/meter';
const LEAST = 10;

async function meterTests({ node, project }: SmokeContext): Promise<void> {
  // The tests find the sources beside them, so they are given those of the package.
  symlinkSync('node_modules/genesis-otel/dist/lib', join(project, 'lib'), 'junction');
  const files = readdirSync(join(project, TESTS)).filter((name) => name.endsWith('.test.js'));
  const args = [MOCHA, '--no-config', '--timeout', '120000', ...files.map((f) => `${TESTS}/${f}`)];
  const env = { NODE_PATH: OWN_MODULES };
  const run = new Program(args, { node, cwd: project, env, timeoutMillis: 180_000 });
  const { code, stdout, stderr } = await run.ended();
  assert.equal(code, 0, `${stdout}${stderr}`);
  const passing = Number(/(\d+) passing/.exec(stdout)?.[1]);
  assert.ok(passing >= LEAST, stdout);
}

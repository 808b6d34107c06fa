import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramEnding } from '../../support/program.js';
import { Program } from '../../support/program.js';
import type { Consumer } from './packed.js';
import { packedConsumer } from './packed.js';

const HEAD = `
import { createRequire } from 'node:module';
import * as imported from 'genesis-otel';
import * as importedHooks from 'genesis-otel/instrumentation';
const require = createRequire(import.meta.url);
const required = require('genesis-otel');
const requiredHooks = require('genesis-otel/instrumentation');
const same = {};
`;

const COMPARE = `
const names = (module) => Object.keys(module)
  .filter((name) => !['default', 'module.exports', '__esModule'].includes(name)).sort().join();
same.names = names(imported) === names(required);
same.hookNames = names(importedHooks) === names(requiredHooks);
same.classes = imported.MetricsCollector === required.MetricsCollector
  && importedHooks.CcxtInstrumentation === requiredHooks.CcxtInstrumentation;
`;

/** The package is CommonJS that both module systems load: one copy, one state. */
describe('importing and requiring the packed package', () => {
  let consumer: Consumer;
  before(() => {
    consumer = packedConsumer();
  });

  async function run(code: string, flags: string[] = []): Promise<ProgramEnding> {
    writeFileSync(join(consumer.folder, 'bot.mjs'), code);
    const env = { OTEL_METRICS_EXPORTER: 'none' };
    return new Program([...flags, 'bot.mjs'], { cwd: consumer.folder, env }).ended();
  }

  it('gives the same names and the same classes', async () => {
    const { stdout, stderr } = await run(`${HEAD}${COMPARE}console.log(JSON.stringify(same));`);
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal({ names: true, hookNames: true, classes: true });
  });

  it('sees what the other one started, and its end', async () => {
    const { stdout, stderr } = await run(`${HEAD}
      const genesis = imported.startGenesis();
      same.running = required.currentGenesis() === genesis;
      same.again = required.startGenesis() === genesis;
      await required.currentGenesis().shutdown();
      same.ended = imported.currentGenesis() === undefined;
      console.log(JSON.stringify(same));`);
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal({ running: true, again: true, ended: true });
  });

  for (const preload of ['--require', '--import']) {
    it(`sees what ${preload} genesis-otel/register started`, async () => {
      const code = `${HEAD}
        same.running = imported.currentGenesis() !== undefined;
        same.state = imported.currentGenesis() === required.currentGenesis();
        console.log(JSON.stringify(same));`;
      const {
        stdout,
        stderr,
        code: exitCode,
      } = await run(code, [preload, 'genesis-otel/register']);
      expect(stderr).to.equal('');
      expect(JSON.parse(stdout)).to.deep.equal({ running: true, state: true });
      expect(exitCode).to.equal(0);
    });
  }
});

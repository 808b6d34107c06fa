import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Preload } from './bot.js';
import { botEnvironment, linesOf, PACKAGE_ROOT, runBot } from './bot.js';
import { Collector } from './collectors.js';

/** A port that was free a moment ago: processes that share one cannot each take any free one. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

async function onOnePort(): Promise<Record<string, string>> {
  const port = await freePort();
  return { OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1', OTEL_EXPORTER_PROMETHEUS_PORT: port };
}

function endpoints(stdout: string): string[] {
  return [...stdout.matchAll(/endpoint (none|http)/g)].map(([, where]) => where ?? '').sort();
}

describe('a bot of several threads or processes', () => {
  for (const file of ['workers.cjs', 'forks.cjs', 'clustered.cjs']) {
    it(`${file} has exactly one endpoint, and the others say one line each`, async () => {
      const ending = await runBot(file, { env: await onOnePort() });
      expect(ending.code).to.equal(0);
      expect(endpoints(ending.stdout)).to.deep.equal(['http', 'none', 'none']);
      expect(linesOf(ending), ending.stderr).to.have.length(2);
    });
  }
});

describe('a worker thread', () => {
  it('where nothing is pushed starts nothing, for nobody could read it', async () => {
    const { stdout } = await runBot('workers.cjs');
    expect(stdout.match(/worker runs: \w+/g)).to.deep.equal(Array(2).fill('worker runs: false'));
    const ending = await runBot('bare-worker.cjs');
    expect(ending.stdout).to.equal('@opentelemetry/api,decimal.js\n');
    expect(linesOf(ending)).to.have.length(1);
    expect(ending.stderr).to.contain('worker thread');
  });

  for (const env of [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_METRICS_EXPORTER: 'none' }]) {
    it(`says nothing where nothing was asked for: ${JSON.stringify(env)}`, async () => {
      const ending = await runBot('bare-worker.cjs', { env: env as Record<string, string> });
      expect(ending.stderr).to.equal('');
    });
  }

  it('pushes nothing by itself where the main thread pushes what it records', async () => {
    const collector = new Collector();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start() };
    const { stdout } = await runBot('workers.cjs', { env });
    expect(stdout.match(/worker runs: \w+/g)).to.deep.equal(Array(2).fill('worker runs: false'));
    expect(collector.requests).to.have.length(1);
    await collector.stop();
  });
});

describe('NODE_OPTIONS with npm', () => {
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), 'genesis-npm-'));
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(PACKAGE_ROOT, join(project, 'node_modules', 'genesis-otel'));
    const bot = join(PACKAGE_ROOT, 'test', 'fixtures', 'bots', 'address.cjs');
    writeFileSync(join(project, 'bot.js'), `require(${JSON.stringify(bot)});`);
    const scripts = { start: 'node bot.js', inner: 'npm start', outer: 'npm run inner' };
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'bot', scripts }));
  });
  after(() => rmSync(project, { recursive: true }));

  for (const args of [['start'], ['run', 'outer']]) {
    it(`gives the port to the bot, not to npm: npm ${args.join(' ')}`, async () => {
      const child = spawn('npm', args, {
        cwd: project,
        env: botEnvironment({
          ...(await onOnePort()),
          NODE_OPTIONS: '--require genesis-otel/register',
          npm_config_update_notifier: 'false',
        }),
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      const [code] = await once(child, 'close');
      expect(endpoints(output), output).to.deep.equal(['http']);
      expect(linesOf({ stderr: output }).filter((line) => line.startsWith('['))).to.deep.equal([]);
      expect(code).to.equal(4);
    });
  }
});

describe('start-up', () => {
  it('works fifty times in a row, four bots at a time, without a hang', async function () {
    this.timeout(240_000);
    const preloads: Preload[] = ['require', 'import'];
    const files = ['bare.cjs', 'bare.mjs'];
    let started = 0;
    const one = async (): Promise<void> => {
      while (started < 50) {
        const index = started;
        started += 1;
        const preload = preloads[index % 2] ?? 'require';
        const ending = await runBot(files[(index >> 1) % 2] ?? 'bare.cjs', { preload });
        expect(ending.code).to.equal(5);
      }
    };
    await Promise.all([one(), one(), one(), one()]);
  });
});

describe('a bot with an OpenTelemetry set-up of its own', () => {
  for (const env of [{}, { OTEL_TRACES_EXPORTER: 'otlp' }] as Record<string, string>[]) {
    it(`keeps its providers and its logger (${JSON.stringify(env)})`, async () => {
      const ending = await runBot('own-sdk.cjs', { env });
      expect(ending.stdout).to.equal('metrics bot_decisions\nspans decide\nsaid []\n');
      expect(ending.code).to.equal(0);
    });
  }

  it('without one, has its own instruments exported beside ours', async () => {
    const ending = await runBot('own-instruments.cjs');
    expect(ending.stdout).to.contain('bot_decisions').and.to.contain('genesis_up');
  });
});

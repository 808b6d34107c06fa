import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE_ROOT, TOKEN } from '../integration/preload/bot.js';
import { type ShownCommand, shownCommands } from './support/console/console-blocks.js';
import { isPrinted } from './support/console/is-printed.js';
import { eventually, lookUntil } from './support/eventually.js';
import {
  ALERTMANAGER,
  AMTOOL,
  needPrograms,
  PROMETHEUS_3,
  PROMETHEUS_PROGRAMS,
} from './support/programs.js';
import { Prometheus } from './support/prometheus.js';
import { Scene } from './troubleshooting/scene.js';

const TEXT = readFileSync(join(PACKAGE_ROOT, 'docs/troubleshooting.md'), 'utf8');
const PATIENCE_MS = 25_000;
/** Bots of which a command says nothing else must not take the port of others. */
const OWN_PORT = { OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1', OTEL_EXPORTER_PROMETHEUS_PORT: '0' };

describe('what the documents say that programs print', () => {
  const scene = new Scene();

  before(async function () {
    needPrograms(this, PROMETHEUS_3, ALERTMANAGER, AMTOOL, 'curl', 'jq');
    await scene.start();
  });
  after(() => scene.stop());

  /** The command as it has to be where servers have other ports and files other places. */
  function here(command: string): string {
    const { prometheus, alertmanager, well, open, closed } = scene.places;
    return command
      .replaceAll('localhost:9090', prometheus)
      .replaceAll('localhost:9093', alertmanager)
      .replaceAll('localhost:9464', well)
      .replaceAll('_PORT=9464', `_PORT=${well.split(':')[1]}`)
      .replaceAll('localhost:9465', open)
      .replaceAll('localhost:4318', closed)
      .replaceAll('docker/prometheus/', `${scene.folder}/`)
      .replaceAll('losing-bot.js', 'test/fixtures/bots/troubled.cjs')
      .replaceAll(' bot.js', ' test/fixtures/bots/recording.cjs');
  }

  async function print({ command }: ShownCommand): Promise<string> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn('bash', ['-c', here(command)], {
      cwd: PACKAGE_ROOT,
      env: { ...OWN_PORT, PATH: `${dirname(AMTOOL)}:${PATH}`, HOME, token: TOKEN },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    await once(child, 'close');
    return printed;
  }

  for (const document of ['docs/troubleshooting.md', 'docs/distributed-tracing.md']) {
    for (const shown of shownCommands(document)) {
      it(`${document}, ${shown.heading}: ${shown.command.slice(0, 60)}`, async () => {
        const isGood = (text: string): boolean => isPrinted(shown.output, text);
        const printed = await lookUntil(() => print(shown), isGood, PATIENCE_MS);
        expect(isGood(printed), printed).to.equal(true);
      });
    }
  }

  it('why a target is down, whichever of the reasons of the table it is', async () => {
    // One of them comes with time, in the place of another.
    const seen = new Set<string>();
    const unseen = async (): Promise<string[]> => {
      const targets = (await scene.prometheus?.targets()) ?? [];
      for (const { lastError } of targets) seen.add(lastError);
      return targetErrors().filter((text) => ![...seen].some((error) => error.includes(text)));
    };
    const left = await lookUntil(unseen, (texts) => texts.length === 0, PATIENCE_MS);
    expect(left, [...seen].join('\n')).to.deep.equal([]);
  });
});

describe('what older servers say of a web page in the place of a bot', () => {
  const programs = Object.values(PROMETHEUS_PROGRAMS);

  it('is in docs/troubleshooting.md', async function () {
    needPrograms(this, ...programs);
    const said = await Promise.all(programs.map(errorOfPage));
    const texts = [...TEXT.matchAll(/`([^`]*start token)`/g)].map(([, text = '']) => text);
    expect(texts).to.have.length(programs.length);
    for (const text of texts) {
      expect(
        said.some((error) => error.includes(text)),
        said.join('\n'),
      ).to.equal(true);
    }
  });
});

/** What a server says that is to scrape a page of another one. */
async function errorOfPage(program: string): Promise<string> {
  const page = await Prometheus.start([], { program });
  const { host } = new URL(page.url);
  const settings = { metrics_path: '/classic/graph' };
  const server = await Prometheus.start([{ name: 'page', target: host, settings }], { program });
  try {
    return await eventually('the scrape of the page', async () => {
      const [target] = await server.targets();
      return target?.lastError || undefined;
    });
  } finally {
    await Promise.all([page.stop(), server.stop()]);
  }
}

/** The texts of the table of `docs/troubleshooting.md`, without what older servers say. */
function targetErrors(): string[] {
  const [, table = ''] = /<!-- errors of targets -->([\s\S]*?)<!-- end -->/.exec(TEXT) ?? [];
  return [...table.matchAll(/^\| `(.+?)` \|/gm)].map(([, error = '']) => error);
}

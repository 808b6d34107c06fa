import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:http2';
import { expect } from 'chai';
import { ask } from './support/ask.js';
import { compiled, tlsFile } from './support/files.js';

const PREPARE = `
  const { MeterProvider } = require('@opentelemetry/sdk-metrics');
  const { PrometheusExporter } = require(${JSON.stringify(compiled('prometheus/prometheus-exporter.js'))});
  const options = { host: '127.0.0.1', port: 0, ...JSON.parse(process.env.OPTIONS ?? '{}') };
  const exporter = new PrometheusExporter(options);
  new MeterProvider({ readers: [exporter] });
`;

function run(script: string, options = {}): ChildProcess {
  const env = { ...process.env, OPTIONS: JSON.stringify(options) };
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, ['-e', PREPARE + script], {
    env,
    stdio: [...stdio],
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Longer than any start of node, and shorter than every timeout of the server. */
const AT_ONCE_MS = 4_000;

describe('process with an endpoint', () => {
  it('ends by itself at once when it has nothing else to do', async () => {
    const child = run(`exporter.start().then(() => console.log('open', performance.now()));
      process.on('exit', () => console.log('exit', performance.now()));`);
    const { code, output } = await ended(child);
    expect(code).to.equal(0);
    const [open, exit] = [/open ([\d.]+)/, /exit ([\d.]+)/].map((time) =>
      Number(time.exec(output)?.[1]),
    );
    expect((exit as number) - (open as number)).to.be.below(500);
  });

  const tls = { certFile: tlsFile('server-crt'), keyFile: tlsFile('server-key') };
  for (const [name, options] of Object.entries({ HTTP: {}, TLS: { tls } })) {
    it(`ends though a client keeps its ${name} connection open`, async () => {
      const child = run(
        `exporter.start().then(() => console.log(exporter.address().url));
         process.stdin.once('data', () => process.stdin.destroy());`,
        options,
      );
      const url = await new Promise<string>((resolve) =>
        child.stdout?.once('data', (chunk) => resolve(String(chunk).trim())),
      );
      const agent =
        name === 'TLS'
          ? new (await import('node:https')).Agent({ keepAlive: true })
          : new Agent({ keepAlive: true });
      expect((await ask(url, { agent, rejectUnauthorized: false })).status).to.equal(200);
      const begin = performance.now();
      child.stdin?.end('done\n');
      expect((await ended(child)).code).to.equal(0);
      expect(performance.now() - begin).to.be.below(AT_ONCE_MS);
      agent.destroy();
    });
  }

  it('ends though a client keeps its HTTP/2 connection open', async () => {
    const child = run(
      `exporter.start().then(() => console.log(exporter.address().url));
       process.stdin.once('data', () => process.stdin.destroy());`,
      { tls },
    );
    const url = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (chunk) => resolve(String(chunk).trim())),
    );
    const session = connect(url, { rejectUnauthorized: false }).on('error', () => {});
    await once(session.request().resume(), 'close');
    const begin = performance.now();
    child.stdin?.end('done\n');
    expect((await ended(child)).code).to.equal(0);
    expect(performance.now() - begin).to.be.below(AT_ONCE_MS);
    session.destroy();
  });

  it('can await the stop as its last act, though a scrape hangs', async () => {
    const child = run(`
      const { get } = require('node:http');
      exporter.collect = () => {
        exporter.stop().then(() => console.log('stopped'));
        return new Promise(() => {});
      };
      exporter.start().then(() => {
        const request = get(exporter.address().url).on('error', () => {});
        request.on('socket', (socket) => socket.once('connect', () => socket.unref()));
        // The connection alone does not keep the process until the request has arrived.
        const alive = setInterval(() => {}, 1_000);
        exporter.stop = new Proxy(exporter.stop, {
          apply(target) { clearInterval(alive); return target.call(exporter); },
        });
      });`);
    const { code, output } = await ended(child);
    expect([code, output]).to.deep.equal([0, 'stopped\n']);
  });

  it('runs on where the port is taken', async () => {
    const child = run(`
      exporter.start().then(() => {
        const { port } = exporter.address();
        const second = new PrometheusExporter({ ...options, port });
        new MeterProvider({ readers: [second] });
        second.start().catch((fault) => setImmediate(() => console.log(fault.code)));
      });`);
    const { code, output } = await ended(child);
    expect([code, output]).to.deep.equal([0, 'GENESIS_ENDPOINT_LISTEN\n']);
  });
});

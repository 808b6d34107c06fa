import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Handler } from '../../../../lib/prometheus/http/handler.js';
import {
  MetricsServer,
  type ServerSettings,
} from '../../../../lib/prometheus/http/metrics-server.js';
import { ask, askRaw } from '../support/ask.js';
import { deferred } from '../support/deferred.js';
import { genesisError } from '../support/errors.js';
import { compiled, temporaryDirectory } from '../support/files.js';

const SETTINGS: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  tls: undefined,
  checkAddress: () => {},
};
const ok: Handler = (_request, response) => void response.end('ok');

describe('MetricsServer', () => {
  const open: MetricsServer[] = [];
  const create = (handler: Handler, settings: Partial<ServerSettings> = {}): MetricsServer => {
    const server = new MetricsServer(handler, { ...SETTINGS, ...settings });
    open.push(server);
    return server;
  };
  const portOf = (server: MetricsServer): number => server.address()?.port ?? 0;
  afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

  it('says in one line that a port is taken, by whom it is set, and that the bot runs on', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const server = create(ok, { port });
    const error = await genesisError('GENESIS_ENDPOINT_LISTEN', () => server.listen());
    expect(error.message).to.equal(
      `OTEL_EXPORTER_PROMETHEUS_PORT or option port: 127.0.0.1:${port} is taken by another program (EADDRINUSE); the bot runs on without a metrics endpoint`,
    );
    expect(server.address()).to.equal(undefined);
    other.close();
  });

  for (const host of ['no-such-host.invalid', '203.0.113.1']) {
    it(`names the host variable where ${host} cannot be listened on`, async () => {
      const server = create(ok, { host });
      const error = await genesisError('GENESIS_ENDPOINT_LISTEN', () => server.listen());
      expect(error.message).to.match(/^OTEL_EXPORTER_PROMETHEUS_HOST or option host: .*; the bot/);
    });
  }

  it('opens nothing where the address of the host is refused', async () => {
    const server = create(ok, {
      checkAddress: (address) => {
        throw new TypeError(address);
      },
    });
    await genesisError('GENESIS_ENDPOINT_LISTEN', () => server.listen());
    expect(server.address()).to.equal(undefined);
  });

  it('goes on after bytes that are no HTTP', async () => {
    const server = create(ok);
    await server.listen();
    for (const bytes of [
      '\x16\x03\x01\x00',
      'GET / HTTP/9\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`,
    ]) {
      expect(await askRaw(portOf(server), `${bytes}\r\n\r\n`)).to.match(/^(HTTP\/1\.1 4\d\d |$)/);
    }
    expect((await ask(`http://127.0.0.1:${portOf(server)}`)).body).to.equal('ok');
  });

  it('closes at once though a client keeps its connection', async () => {
    const server = create(ok);
    await server.listen();
    const agent = new Agent({ keepAlive: true });
    await ask(`http://127.0.0.1:${portOf(server)}`, { agent });
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).to.be.below(500);
    agent.destroy();
  });

  it('closes at once though a client has said nothing', async () => {
    const server = create(ok);
    await server.listen();
    const accepted = deferred();
    const client = connect(portOf(server), '127.0.0.1', () => accepted.resolve());
    const gone = new Promise((resolve) => client.once('close', resolve));
    client.on('error', () => {});
    await accepted.promise;
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).to.be.below(500);
    await gone;
  });

  it('closes within its second though an answer hangs', async () => {
    const asked = deferred();
    const server = create(() => asked.resolve());
    await server.listen();
    const answer = ask(`http://127.0.0.1:${portOf(server)}`).catch((fault: Error) => fault);
    await asked.promise;
    const begin = performance.now();
    await Promise.all([server.close(), server.close()]);
    expect(performance.now() - begin).to.be.within(900, 3_000);
    expect(await answer).to.be.instanceOf(Error);
  });

  it('lets an answer under way finish, and then waits no longer', async () => {
    const [asked, gate] = [deferred(), deferred()];
    const server = create((_request, response) => {
      asked.resolve();
      gate.promise.then(() => response.end('whole'));
    });
    await server.listen();
    const agent = new Agent({ keepAlive: true });
    const answer = ask(`http://127.0.0.1:${portOf(server)}`, { agent });
    await asked.promise;
    const begin = performance.now();
    const closed = server.close();
    gate.resolve();
    await closed;
    expect(performance.now() - begin).to.be.below(800);
    expect((await answer).body).to.equal('whole');
    agent.destroy();
  });

  it('stays closed when it is closed while it opens', async () => {
    const server = create(ok);
    const opening = genesisError('GENESIS_ENDPOINT_LISTEN', () => server.listen());
    await server.close();
    expect((await opening).message).to.contain('stopped while it was being opened');
    expect(server.address()).to.equal(undefined);
  });

  it('stays closed when it is closed in the moment before the port is open', async () => {
    let closing: Promise<void> | undefined;
    const server = create(ok, {
      checkAddress: () =>
        queueMicrotask(() => {
          closing = server.close();
        }),
    });
    await genesisError('GENESIS_ENDPOINT_LISTEN', () => server.listen());
    await closing;
    expect(server.address()).to.equal(undefined);
  });

  it('gives a port to one worker of a cluster, not to all of them by turns', () => {
    const script = `
      const cluster = require('node:cluster');
      const { MetricsServer } = require(${JSON.stringify(compiled('prometheus/http/metrics-server.js'))});
      if (cluster.isPrimary) {
        let free; const said = [];
        const probe = require('node:net').createServer().listen(0, '127.0.0.1', () => {
          free = probe.address().port;
          probe.close(() => { cluster.fork({ P: free }); cluster.fork({ P: free }); });
        });
        cluster.on('message', (worker, text) => {
          said.push(text);
          if (said.length < 2) return;
          console.log(said.sort().join());
          for (const id in cluster.workers) cluster.workers[id].kill();
        });
      } else {
        const server = new MetricsServer(() => {}, { host: '127.0.0.1', port: Number(process.env.P), checkAddress() {} });
        server.listen().then(() => process.send('open'), (fault) => process.send(fault.code));
      }`;
    const directory = temporaryDirectory();
    const file = join(directory.path, 'cluster.cjs');
    writeFileSync(file, script);
    const { stdout, stderr } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    directory.remove();
    expect(stdout.trim(), stderr).to.equal('GENESIS_ENDPOINT_LISTEN,open');
  });
});

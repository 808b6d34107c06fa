import { expect } from 'chai';
import { createAuthentication } from '../../../../lib/prometheus/guard/authentication.js';
import type { Verdict } from '../../../../lib/prometheus/guard/endpoint-guard.js';
import { EndpointGuard } from '../../../../lib/prometheus/guard/endpoint-guard.js';
import type { MetricsRequest } from '../../../../lib/prometheus/http/handler.js';
import { listenToDiag } from '../../../support/diag-lines.js';

const TOKEN = 'the-right-token-0123456789';
const right = `Bearer ${TOKEN}`;
const wrong = 'Bearer the-wrong-token-0123456789';

describe('EndpointGuard', () => {
  let now = 0;
  let diag: ReturnType<typeof listenToDiag>;
  beforeEach(() => {
    now = 0;
    diag = listenToDiag();
  });
  afterEach(() => diag.stop());

  const guarded = (): EndpointGuard =>
    new EndpointGuard({
      authentication: createAuthentication({ authToken: TOKEN }),
      now: () => now,
    });
  /** A connection from an address, which may carry many requests. */
  function connection(remoteAddress = '192.0.2.1') {
    const socket = { remoteAddress };
    return (authorization?: string, host = 'bot.example'): MetricsRequest =>
      ({ socket, headers: { host, authorization } }) as unknown as MetricsRequest;
  }
  const kinds = (verdicts: readonly Verdict[]): string[] => verdicts.map(({ kind }) => kind);
  async function fail(guard: EndpointGuard, times: number, address?: string): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (let attempt = 0; attempt < times; attempt += 1) {
      verdicts.push(await guard.judge(connection(address)(wrong)));
    }
    return verdicts;
  }

  it('tells who had no credentials from who had wrong ones, for the counter only', async () => {
    const guard = guarded();
    expect(await guard.judge(connection()())).to.deep.equal({
      kind: 'unauthorized',
      hadCredentials: false,
    });
    expect(await guard.judge(connection()(wrong))).to.deep.equal({
      kind: 'unauthorized',
      hadCredentials: true,
    });
  });

  it('stops looking at credentials from an address that failed too often', async () => {
    const guard = guarded();
    expect(kinds(await fail(guard, 10))).to.deep.equal(Array(10).fill('unauthorized'));
    const verdict = await guard.judge(connection()(right));
    expect(verdict).to.deep.equal({ kind: 'limited', waitSeconds: 2 });
    expect(kinds([await guard.judge(connection('192.0.2.2')(right))])).to.deep.equal(['allowed']);
    now += 2_000;
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['allowed']);
  });

  it('does not take a request without credentials for an attempt', async () => {
    const guard = guarded();
    for (let request = 0; request < 100; request += 1) {
      expect(kinds([await guard.judge(connection()())])).to.deep.equal(['unauthorized']);
    }
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['allowed']);
    await fail(guard, 10);
    expect(kinds([await guard.judge(connection()())])).to.deep.equal(['unauthorized']);
  });

  it('goes on serving credentials that were good from the same address', async () => {
    const guard = guarded();
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['allowed']);
    await fail(guard, 20);
    await fail(guard, 20, '192.0.2.2');
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['allowed']);
    expect(kinds([await guard.judge(connection()(wrong))])).to.deep.equal(['limited']);
    expect(kinds([await guard.judge(connection('192.0.2.2')(right))])).to.deep.equal(['limited']);
  });

  it('takes what cannot be told now for no failure', async () => {
    let isGood: boolean | undefined;
    const authentication = { challenges: [], allows: async () => isGood };
    const guard = new EndpointGuard({ authentication, now: () => now });
    for (let attempt = 0; attempt < 30; attempt += 1) {
      expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['busy']);
    }
    isGood = true;
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['allowed']);
    expect(diag.lines).to.deep.equal([]);
  });

  it('asks again whether credentials that were good still are', async () => {
    let isGood = true;
    const authentication = { challenges: [], allows: async () => isGood };
    const guard = new EndpointGuard({ authentication, now: () => now });
    await guard.judge(connection()(right));
    isGood = false;
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['unauthorized']);
    await fail(guard, 20);
    expect(kinds([await guard.judge(connection()(right))])).to.deep.equal(['unauthorized']);
  });

  it('holds to the limit also where attempts come all at once', async () => {
    const guard = guarded();
    await Promise.all(Array.from({ length: 200 }, () => guard.judge(connection()(wrong))));
    expect(kinds(await fail(guard, 5))).to.deep.equal(Array(5).fill('limited'));
  });

  it('says at most one line a minute, with how many there were', async () => {
    const guard = guarded();
    await fail(guard, 7, '198.51.100.9');
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('198.51.100.9').and.not.to.contain('wrong-token');
    now += 59_999;
    await fail(guard, 1);
    expect(diag.lines).to.have.length(1);
    now += 1;
    await fail(guard, 1);
    expect(diag.lines).to.have.length(2);
    expect(diag.lines[1]).to.contain('8 of them');
  });

  it('serves this machine only where there are no credentials', async () => {
    const guard = new EndpointGuard({ authentication: undefined });
    const local = connection('127.0.0.1');
    expect(kinds([await guard.judge(local(undefined, 'localhost:9464'))])).to.deep.equal([
      'allowed',
    ]);
    expect(kinds([await guard.judge(local(undefined, 'evil.example'))])).to.deep.equal([
      'forbidden',
    ]);
    const remote = connection('192.0.2.1')(undefined, 'localhost');
    expect(kinds([await guard.judge(remote)])).to.deep.equal(['forbidden']);
  });

  it('takes the name of the machine from where HTTP/2 has it', async () => {
    const guard = new EndpointGuard({ authentication: undefined });
    const ask = (authority: string): Promise<Verdict> =>
      guard.judge({
        socket: { remoteAddress: '::1' },
        headers: { ':authority': authority },
      } as unknown as MetricsRequest);
    expect(kinds([await ask('[::1]:9464'), await ask('evil.example')])).to.deep.equal([
      'allowed',
      'forbidden',
    ]);
  });

  it('serves whom the server has verified by a certificate, where those count', async () => {
    const verified = (authorized: boolean): MetricsRequest =>
      ({
        socket: { remoteAddress: '192.0.2.1', authorized },
        headers: { host: 'bot.example' },
      }) as unknown as MetricsRequest;
    const counting = new EndpointGuard({ authentication: undefined, countsCertificates: true });
    const not = new EndpointGuard({ authentication: undefined });
    expect(kinds([await counting.judge(verified(true))])).to.deep.equal(['allowed']);
    expect(kinds([await counting.judge(verified(false))])).to.deep.equal(['forbidden']);
    const local = connection('127.0.0.1')(undefined, 'localhost');
    expect(kinds([await counting.judge(local)])).to.deep.equal(['forbidden']);
    expect(kinds([await not.judge(verified(true))])).to.deep.equal(['forbidden']);
  });
});

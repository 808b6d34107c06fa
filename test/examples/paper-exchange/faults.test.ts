import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { failure, last, quietExchange, type Spot, spotClient, until } from './support.js';

describe('paper exchange, fault switch', () => {
  let exchange: PaperExchange;
  let client: Spot;

  before(async () => {
    exchange = await quietExchange();
    client = spotClient(exchange, { timeout: 250 });
    await client.loadMarkets();
  });

  afterEach(() => exchange.faults.clear());

  after(async () => {
    await client.close();
    await exchange.close();
  });

  const order = () => client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 40000);
  const orderFails = (fault: Fault) => {
    exchange.faults.set(fault);
    return failure(order());
  };

  it('slows requests, and the journal has the time they took', async () => {
    exchange.faults.set({ kind: 'slow', ms: 60, scope: 'orders' });
    await order();
    expect(last(exchange.journal.orders).handlingMs).to.be.within(55, 240);
  });

  it('rejects the next orders and then no more', async () => {
    expect(await orderFails({ kind: 'reject', count: 2 })).to.equal('InsufficientFunds');
    expect(await failure(order())).to.equal('InsufficientFunds');
    expect(await failure(order())).to.equal('no error');
    expect(await orderFails({ kind: 'reject', code: -2015, count: 1 })).to.equal('DDoSProtection');
  });

  it('rejects a share of orders, the same ones for a seed', async () => {
    exchange.faults.set({ kind: 'reject', ratio: 0.5 });
    const results: string[] = [];
    for (let i = 0; i < 12; i++) {
      results.push(await failure(order()));
    }
    expect(new Set(results)).to.deep.equal(new Set(['InsufficientFunds', 'no error']));
  });

  const answers: Array<[Fault, string, number, number]> = [
    [{ kind: 'rate-limit', retryAfterS: 7 }, 'DDoSProtection', 429, -1003],
    [{ kind: 'ban', retryAfterS: 60 }, 'DDoSProtection', 418, -1003],
    [{ kind: 'error' }, 'OperationFailed', 500, -1000],
    [{ kind: 'error', status: 503 }, 'OperationFailed', 503, -1001],
  ];
  for (const [fault, name, httpStatus, code] of answers) {
    it(`answers ${httpStatus}, which ccxt makes ${name}`, async () => {
      expect(await orderFails(fault)).to.equal(name);
      expect(last(exchange.journal.orders)).to.include({ outcome: 'refused', httpStatus, code });
      if ('retryAfterS' in fault) {
        const { headers } = last(exchange.journal.of('request'));
        expect(headers['retry-after']).to.equal(String(fault.retryAfterS));
        expect(client.last_response_headers?.['Retry-After']).to.equal(String(fault.retryAfterS));
      }
    });
  }

  it('never answers: RequestTimeout, and no order', async () => {
    const open = (await client.fetchOpenOrders('BTC/USDT')).length;
    expect(await orderFails({ kind: 'hang', scope: 'orders' })).to.equal('RequestTimeout');
    expect(last(exchange.journal.orders)).to.include({ outcome: 'no_answer', httpStatus: 0 });
    expect(await client.fetchOpenOrders('BTC/USDT')).to.have.length(open);
  });

  it('breaks off half way through the answer to an order it did take', async () => {
    const open = (await client.fetchOpenOrders('BTC/USDT')).length;
    const name = await orderFails({ kind: 'truncate', scope: 'orders', count: 1 });
    // Not a ccxt class: ccxt lets the error of its HTTP client through when a body breaks off.
    expect(name).to.equal('SocketError');
    expect(last(exchange.journal.orders)).to.include({ outcome: 'cut', httpStatus: 200 });
    expect(await client.fetchOpenOrders('BTC/USDT')).to.have.length(open + 1);
  });

  it('moves its clock: InvalidNonce, shifted server time', async () => {
    expect(await orderFails({ kind: 'clock-skew', ms: 60_000 })).to.equal('InvalidNonce');
    expect(last(exchange.journal.orders)).to.include({ code: -1021 });
    expect(await client.fetchTime()).to.be.closeTo(Date.now() + 60_000, 1000);
    expect(await orderFails({ kind: 'clock-skew', ms: -60_000 })).to.equal('InvalidNonce');
  });

  it('drops sockets, which the client sees as an abnormal close', async () => {
    const own = spotClient(exchange, { apiKey: 'dropped' });
    own.setMarkets(client.markets ?? {});
    const waiting = failure(own.watchTrades('BTC/USDT'));
    await until(() => last(exchange.journal.all()).kind === 'connection', 'the connection');
    expect(exchange.dropSockets()).to.equal(1);
    expect(await waiting).to.equal('NetworkError');
    await until(() => last(exchange.journal.all()).kind === 'connection', 'the close');
    expect(last(exchange.journal.of('connection'))).to.include({
      event: 'close',
      code: 1006,
      by: 'exchange',
    });
    await own.close();
  });

  it('falls silent on WebSockets: no messages, no pongs', async () => {
    const own = spotClient(exchange, { apiKey: 'silent' });
    own.setMarkets(client.markets ?? {});
    own.streaming = { ...own.streaming, keepAlive: 40 };
    exchange.faults.set({ kind: 'silent-ws' });
    expect(await failure(own.watchTrades('BTC/USDT'))).to.equal('RequestTimeout');
    await own.close();
  });

  it('fails orders on the WebSocket API the same way', async () => {
    const place = () => client.createOrderWs('BTC/USDT', 'limit', 'buy', 0.01, 40000);
    exchange.faults.set({ kind: 'reject', count: 1 });
    expect(await failure(place())).to.equal('InsufficientFunds');
    exchange.faults.set({ kind: 'rate-limit', count: 1 });
    expect(await failure(place())).to.equal('RateLimitExceeded');
    expect(await failure(place())).to.equal('no error');
  });

  it('is switched over HTTP too, which also shows log and state', async () => {
    const ask = async (method: string, path: string, body?: object) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(exchange.url + path, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    await ask('POST', '/paper/faults', { kind: 'reject', count: 1 });
    expect(await failure(order())).to.equal('InsufficientFunds');
    expect((await ask('GET', '/paper/faults')).body).to.deep.equal({ faults: [] });
    expect((await ask('POST', '/paper/faults', { kind: 'nonsense' })).status).to.equal(400);
    expect(
      (await ask('POST', '/paper/price', { symbol: 'ETHUSDT', price: 1234.5 })).body,
    ).to.include({ price: '1234.5' });
    const { entries } = (await ask('GET', '/paper/log?kind=order')).body;
    expect(entries).to.have.length(exchange.journal.orders.length);
    const { prices, accounts } = (await ask('GET', '/paper/state')).body;
    expect(prices).to.include({ ETHUSDT: '1234.5' });
    expect(accounts).to.have.length(exchange.accounts.all().length);
    expect(JSON.stringify(entries)).not.to.include('key-1');
  });
});

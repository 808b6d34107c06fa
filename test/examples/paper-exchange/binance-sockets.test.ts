import { expect } from 'chai';
import { WebSocket } from 'ws';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { apiNode, connector, type Loose, siebly } from './binance-clients.js';
import { last, quietExchange, until } from './support.js';

const CREDENTIALS = { apiKey: 'key-1', signature: 'x' };

/** A plain WebSocket of the exchange that notes what comes, and asks what it is to ask. */
async function open(exchange: PaperExchange, path: string) {
  const socket = new WebSocket(exchange.url.replace('http', 'ws') + path);
  const messages: Loose[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  let asked = 0;
  const ask = async (method: string, params: object = {}): Promise<Loose> => {
    asked += 1;
    const id = asked;
    socket.send(JSON.stringify({ id, method, params }));
    await until(() => messages.some((message) => message.id === id), `the answer to ${method}`);
    return messages.find((message) => message.id === id);
  };
  const signed = (method: string, params: object = {}) =>
    ask(method, { ...CREDENTIALS, timestamp: Date.now(), ...params });
  return { socket, messages, ask, signed };
}

describe('paper exchange, sockets of Binance clients', () => {
  let exchange: PaperExchange;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', '50000');
  });

  afterEach(() => exchange.close());

  const oco = {
    symbol: 'BTCUSDT',
    side: 'SELL',
    quantity: '0.1',
    aboveType: 'LIMIT_MAKER',
    abovePrice: '52000',
    belowType: 'STOP_LOSS',
    belowStopPrice: '48000',
  };

  it('takes order lists on the WebSocket API of spot, and tells what becomes of them', async () => {
    const api = await open(exchange, '/ws-api/v3');
    await api.signed('session.logon');
    await api.ask('userDataStream.subscribe');
    const { result } = await api.ask('orderList.place.oco', { ...oco, timestamp: Date.now() });
    expect(result.orderReports).to.have.length(2);
    await api.ask('orderList.cancel', {
      orderListId: result.orderListId,
      symbol: 'BTCUSDT',
      timestamp: Date.now(),
    });
    const events = api.messages.flatMap(({ event }) => event ?? []);
    const told = events.filter(({ e }) => e !== 'outboundAccountPosition');
    expect(told.map(({ e, x, l }) => [e, x ?? l])).to.deep.equal([
      ['executionReport', 'NEW'],
      ['executionReport', 'NEW'],
      ['listStatus', 'EXEC_STARTED'],
      ['executionReport', 'CANCELED'],
      ['executionReport', 'CANCELED'],
      ['listStatus', 'ALL_DONE'],
    ]);
    expect(told[0].g).to.equal(result.orderListId);
    api.socket.close();
  });

  it('takes conditional orders on the WebSocket API of USD-M', async () => {
    const api = await open(exchange, '/ws-fapi/v1');
    const { listenKey } = await apiNode(exchange).futuresGetDataStream();
    const user = await open(exchange, `/private/ws/${listenKey}`);
    const algo = await api.signed('algoOrder.place', {
      algoType: 'CONDITIONAL',
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'STOP_MARKET',
      quantity: '0.1',
      triggerPrice: '51000',
    });
    expect(algo.result).to.include({ algoStatus: 'NEW' });
    exchange.prices.set('BTCUSDT', '51000');
    const isTriggered = ({ e, o }: Loose) => e === 'ALGO_UPDATE' && o.X === 'TRIGGERED';
    await until(() => user.messages.some(isTriggered), 'the trigger');
    const { o } = user.messages.find(isTriggered);
    expect(o.ai).to.equal(String(last(exchange.journal.fills).orderId));
    expect(user.messages.map(({ e }) => e)).to.include.members([
      'ORDER_TRADE_UPDATE',
      'ACCOUNT_UPDATE',
    ]);
    api.socket.close();
    user.socket.close();
  });

  it('tells a Portfolio Margin account of both venues, and of nothing else', async () => {
    const { portfolio } = siebly(exchange);
    const { listenKey } = await portfolio.getPMUserDataListenKey();
    const user = await open(exchange, `/pm/ws/${listenKey}`);
    const other = await open(exchange, `/ws/${listenKey}`);
    const market = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.1 };
    await portfolio.submitNewUMOrder(market);
    await portfolio.submitNewMarginOrder(market);
    const has = (name: string) => user.messages.some(({ e }) => e === name);
    await until(() => has('ORDER_TRADE_UPDATE') && has('executionReport'), 'both venues');
    const labelled = user.messages.filter(({ fs }) => fs === 'UM').map(({ e }) => e);
    expect(labelled).to.include('ACCOUNT_UPDATE').and.not.include('executionReport');
    await until(() => other.messages.length > 0, 'the spot stream');
    expect(other.messages.map(({ e }) => e)).not.to.include('ORDER_TRADE_UPDATE');
    user.socket.close();
    other.socket.close();
  });

  it('lets a margin account subscribe with a token', async () => {
    const client = apiNode(exchange);
    const { token } = await client.marginGetListenToken({});
    const api = await open(exchange, '/ws-api/v3');
    await api.ask('userDataStream.subscribe.listenToken', { listenToken: token });
    await client.marginOrder({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: '0.1',
    });
    await until(() => api.messages.some(({ event }) => event?.X === 'FILLED'), 'the fill');
    api.socket.close();
  });

  it('counts margin and Portfolio Margin against budgets of their own', async () => {
    const { headers } = await connector(exchange).newMarginOrder('BTCUSDT', 'BUY', 'MARKET', {
      quantity: 0.1,
    });
    expect(headers).to.include({ 'x-sapi-used-ip-weight-1m': '1' });
    expect(headers).not.to.have.property('x-mbx-used-weight-1m');
    await siebly(exchange).portfolio.getAccountInfo();
    expect(last(exchange.journal.of('request')).headers).to.deep.include({
      'x-mbx-used-weight-1m': '20',
    });
  });
});

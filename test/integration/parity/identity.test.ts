import { expect } from 'chai';
import type { Message } from '../../support/otlp/messages.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import { keyOf, seriesOf } from '../../support/otlp/prometheus-series.js';
import { Desk } from './desk.js';

const ORDERS = 'genesis_orders_total';

function instancesOf(message: Message<'metrics'>): string[] {
  return message.resourceMetrics.flatMap(({ resource }) =>
    (resource?.attributes ?? [])
      .filter(({ key }) => key === 'service.instance.id')
      .map(({ value }) => value?.stringValue ?? ''),
  );
}

describe('bots that push to one receiver', () => {
  const desks: Desk[] = [];
  let shared: OtlpReceiver;

  beforeEach(async () => {
    shared = await OtlpReceiver.start();
  });

  afterEach(async () => {
    await Promise.all(desks.splice(0).map((desk) => desk.close()));
    await shared.stop();
  });

  const open = async (env: Readonly<Record<string, string>> = {}): Promise<Desk> => {
    const desk = await Desk.open('http/protobuf', {
      OTEL_EXPORTER_OTLP_ENDPOINT: shared.url,
      ...env,
    });
    desks.push(desk);
    return desk;
  };

  it('stay two, under one name of the service', async () => {
    const bots = [(await open()).bot, (await open()).bot];
    for (const bot of bots) {
      await bot.does('order');
      await bot.does('flush');
    }
    const messages = shared.messages('metrics');
    const instances = messages.flatMap(instancesOf);
    expect(instances).to.have.length(2);
    for (const instance of instances)
      expect(instance).to.match(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    const keys = messages.flatMap((message) => seriesOf(message).map(keyOf));
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys.filter((key) => key.startsWith(ORDERS))).to.have.length(2);
  });

  it('keep one instance over all of their pushes', async () => {
    const { bot } = await open();
    await bot.does('flush');
    await bot.does('order');
    await bot.does('flush');
    expect(new Set(shared.messages('metrics').flatMap(instancesOf)).size).to.equal(1);
  });

  it('have the instance that they are given', async () => {
    const { bot } = await open({ OTEL_RESOURCE_ATTRIBUTES: 'service.instance.id=desk-7' });
    await bot.does('flush');
    expect(shared.messages('metrics').flatMap(instancesOf)).to.deep.equal(['desk-7']);
  });
});

import { expect } from 'chai';
import { CopyOf } from '../../docker/support/script.js';
import { eventually } from '../support/eventually.js';
import { HttpReceiver } from '../support/http-receiver.js';
import { ALERTMANAGER, needPrograms } from '../support/programs.js';
import { ServerProcess } from '../support/server-process.js';

const ADDRESS = /"msg":"Listening on","address":"(127\.0\.0\.1:[1-9]\d*)"/;

interface Notified {
  readonly status: string;
  readonly commonLabels: Readonly<Record<string, string>>;
}
interface SlackMessage {
  readonly attachments: readonly { readonly title: string; readonly color: string }[];
}
interface Seen {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string };
}

/** Which alert silences which others of the same bot and exchange, and which it does not. */
const SILENCED: readonly (readonly [
  source: string,
  silenced: readonly string[],
  told: readonly string[],
])[] = [
  ['GenesisBotDown', ['GenesisDrawdownHigh', 'GenesisOrderAuthErrors'], []],
  [
    'GenesisBotStuck',
    ['GenesisExchangeDisconnected', 'GenesisMarketDataStale', 'GenesisOrderLatencyCritical'],
    ['GenesisDrawdownSevere'],
  ],
  [
    'GenesisExchangeDisconnected',
    ['GenesisConnectionFlapping', 'GenesisMarketDataStale'],
    ['GenesisOrderAuthErrors', 'GenesisDrawdownHigh'],
  ],
  [
    'GenesisDrawdownSevere',
    ['GenesisDrawdownHigh', 'GenesisDrawdownElevated'],
    ['GenesisDrawdownFast'],
  ],
  ['GenesisDrawdownHigh', ['GenesisDrawdownElevated'], ['GenesisDrawdownFast']],
  ['GenesisOrderFailuresHigh', ['GenesisOrderFailuresElevated'], ['GenesisOrderAuthErrors']],
  [
    'GenesisNoOrderSucceeds',
    ['GenesisOrderFailuresHigh', 'GenesisOrderFailuresElevated'],
    ['GenesisOrderAuthErrors'],
  ],
  ['GenesisOrderLatencyCritical', ['GenesisOrderLatencyHigh'], ['GenesisWebsocketLatencyHigh']],
  ['GenesisRateLimitExhausted', ['GenesisRateLimitNear'], ['GenesisOrdersRateLimited']],
];

describe('Alertmanager as it is shipped', () => {
  let copy: CopyOf;
  let url: string;
  let server: ServerProcess;
  let webhook: HttpReceiver<Notified>;
  let slack: HttpReceiver<SlackMessage>;
  let heartbeat: HttpReceiver<Notified>;

  before(async function () {
    needPrograms(this, ALERTMANAGER);
    [webhook, slack, heartbeat] = await Promise.all([
      HttpReceiver.start<Notified>(),
      HttpReceiver.start<SlackMessage>(),
      HttpReceiver.start<Notified>(),
    ]);
    copy = new CopyOf('alertmanager');
    const quick = copy
      .read('alertmanager.yml')
      .replaceAll(/group_(wait|interval): \w+/g, 'group_$1: 1s');
    copy.write('alertmanager.yml', quick);
    copy.write('secrets/webhook-url', `${webhook.url}/alerts\n`);
    copy.write('secrets/webhook-token', 'the-token-of-the-webhook\n');
    copy.write('secrets/slack-url', `${slack.url}/services/x\n`);
    copy.write('secrets/heartbeat-url', `${heartbeat.url}/ping\n`);
    const flags = [
      `--storage.path=${copy.path('data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
      '--log.format=json',
    ];
    const { PATH = '' } = process.env;
    const env = { PATH, TMPDIR: copy.folder, ALERTMANAGER };
    server = await ServerProcess.start('/bin/sh', [copy.path('start.sh'), ...flags], {
      address: ADDRESS,
      env,
    });
    url = `http://${server.found[1]}/api/v2/alerts`;
  });
  after(async () => {
    await server?.terminate();
    await Promise.all([webhook?.stop(), slack?.stop(), heartbeat?.stop()]);
    copy?.remove();
  });

  /** Tells Alertmanager of alerts, or that they are over, as Prometheus does. */
  async function post(
    names: readonly string[],
    labels: Readonly<Record<string, string>>,
    isOver = false,
  ) {
    const at = new Date().toISOString();
    const alerts = names.map((alertname) => ({
      labels: { alertname, job: 'genesis', exchange: 'binance', ...labels },
      annotations: { summary: `${alertname} fires` },
      ...(isOver ? { endsAt: at } : {}),
    }));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(alerts) });
    expect(answer.status).to.equal(200);
  }

  const toldOf = (instance: string): Notified[] =>
    webhook.received
      .map(({ body }) => body)
      .filter((body) => body.commonLabels['instance'] === instance);

  for (const [index, [source, silenced, told]] of SILENCED.entries()) {
    it(`${source} silences ${silenced.join(', ')} and leaves ${told.join(', ') || 'nothing'}`, async () => {
      const instance = `bot-${index}`;
      await post([source, ...silenced, ...told], { instance, severity: 'warning' });
      await post(silenced.slice(0, 1), { instance: `${instance}-other`, severity: 'warning' });
      const states = await eventually('Alertmanager to have looked at all of them', async () => {
        const seen = (await (
          await fetch(`${url}?filter=instance=~"${instance}.*"`)
        ).json()) as Seen[];
        const isLookedAt = seen.every(({ status }) => status.state !== 'unprocessed');
        return isLookedAt && seen.length === 2 + told.length + silenced.length ? seen : undefined;
      });
      const named = (state: string, of: string): (string | undefined)[] =>
        states
          .filter(({ labels, status }) => status.state === state && labels['instance'] === of)
          .map(({ labels }) => labels['alertname']);
      expect(named('suppressed', instance)).to.have.members(silenced);
      expect(named('active', instance)).to.have.members([source, ...told]);
      expect(named('suppressed', `${instance}-other`)).to.deep.equal([]);
    });
  }

  it('says of another exchange what it has to say', async () => {
    const labels = { instance: 'bot-exchanges', severity: 'critical' };
    await post(['GenesisExchangeDisconnected'], labels);
    await post(['GenesisMarketDataStale'], { ...labels, exchange: 'okx' });
    const isTold = (alertname: string): boolean =>
      toldOf('bot-exchanges').some(({ commonLabels }) => commonLabels['alertname'] === alertname);
    await eventually('both to be told', () => {
      return (
        (isTold('GenesisExchangeDisconnected') && isTold('GenesisMarketDataStale')) || undefined
      );
    });
  });

  it('tells of what is critical by all channels, with the token of the webhook', async () => {
    await post(['GenesisTiltWithLosses'], { instance: 'told', severity: 'critical' });
    await eventually('the webhook to be called', () => toldOf('told').length > 0 || undefined);
    expect(webhook.received[0]?.headers.authorization).to.equal('Bearer the-token-of-the-webhook');
    const title = 'CRITICAL Tilt With Losses binance told';
    const attachment = await eventually('Slack to be called', () =>
      slack.received.flatMap(({ body }) => body.attachments).find((one) => one.title === title),
    );
    expect(attachment.color).to.equal('danger');
  });

  it('reads a secret again when it uses it, and tells that an alert is over', async () => {
    const other = await HttpReceiver.start<Notified>();
    try {
      copy.write('secrets/webhook-url', `${other.url}/alerts`);
      await post(['GenesisTiltWithLosses'], { instance: 'told', severity: 'critical' }, true);
      await eventually('the new address to be called', () =>
        other.received.find(
          ({ body }) => body.status === 'resolved' && body.commonLabels['instance'] === 'told',
        ),
      );
    } finally {
      await other.stop();
    }
  });

  it('sends the heartbeat to who waits for it and to nobody else', async () => {
    await post(['Watchdog'], { severity: 'none', instance: 'heart' });
    await eventually('the heartbeat', () => heartbeat.received.length > 0 || undefined);
    expect(heartbeat.received[0]?.headers.authorization).to.equal(undefined);
    expect(toldOf('heart')).to.deep.equal([]);
  });
});

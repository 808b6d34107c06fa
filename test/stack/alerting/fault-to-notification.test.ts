import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { ALERTMANAGER, needPrograms, PROMETHEUS_3 } from '../support/programs.js';
import { AlertPath } from './support/alert-path.js';
import { toldOf } from './support/notification.js';
import { TradingBot } from './support/trading-bot.js';

const FACTOR = Number(process.env['GENESIS_ALERT_TIME_FACTOR'] ?? 10);

describe('from a fault to a notification', function () {
  this.timeout(1_800_000);
  let path: AlertPath;
  let bots: TradingBot[];
  const folder = mkdtempSync(join(tmpdir(), 'genesis-x-'));

  before(async function () {
    needPrograms(this, PROMETHEUS_3, ALERTMANAGER);
    console.log('start');
    bots = await Promise.all([1, 2, 3, 4].map(() => TradingBot.start()));
    console.log('started');
    await bots[3]?.follow();
    console.log('followed');
    path = await AlertPath.start(
      FACTOR,
      bots.map(({ instance }) => instance),
    );
  });
  after(async () => {
    await path?.stop();
    await Promise.all((bots ?? []).map((bot) => bot.stop()));
    rmSync(folder, { recursive: true });
  });

  it('x', async () => {
    const [rejected, killed, blocked, dropped] = bots as [
      TradingBot,
      TradingBot,
      TradingBot,
      TradingBot,
    ];
    const { webhook } = path.receivers;
    await eventually(
      'watchdog',
      () => path.receivers.heartbeat.received.length > 0 || undefined,
      600_000,
    );
    console.log('heartbeat');
    await eventually(
      'all up',
      async () => {
        const a = await path.prometheus.instant(
          'min_over_time(up{job="genesis"}[1m]) == 1',
          Date.now(),
        );
        return a.length === 4 || undefined;
      },
      60_000,
    );
    const t0 = Date.now();
    rejected.exchange.faults.set({ kind: 'reject', scope: 'orders' });
    await killed.kill();
    const file = join(folder, 'go');
    await blocked.block(file);
    await dropped.dropSockets();
    const wait = async (bot: TradingBot, alertname: string, status: string, since: number) => {
      const told = await eventually(
        `${alertname} ${status}`,
        () =>
          toldOf(webhook, { alertname, instance: bot.instance }).find(
            ({ alert }) => alert.status === status,
          ),
        900_000,
      );
      console.log(alertname, status, (told.message.at - since) / 1000, told.alert);
    };
    const pairs = [
      [rejected, 'GenesisOrderFailuresHigh'],
      [killed, 'GenesisBotDown'],
      [blocked, 'GenesisBotStuck'],
      [dropped, 'GenesisExchangeDisconnected'],
    ] as const;
    await Promise.all(pairs.map(([bot, alert]) => wait(bot, alert, 'firing', t0)));
    const t1 = Date.now();
    rejected.exchange.faults.clear();
    await killed.startAgain();
    writeFileSync(file, '');
    await dropped.follow();
    await Promise.all(pairs.map(([bot, alert]) => wait(bot, alert, 'resolved', t1)));
    expect(webhook.received.map((r) => r.body.alerts.length)).to.deep.equal([]);
  });
});

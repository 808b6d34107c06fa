import { expect } from 'chai';
import { ALERTS } from '../../../monitoring/alerts/index.js';
import { runbookPanelId } from '../../../monitoring/alerts/links.js';
import { GRAFANA_URL } from '../../../monitoring/grafana.js';
import type { HeldAlert } from '../support/alertmanager.js';
import { ALERTMANAGER, needPrograms, PROMETHEUS_3 } from '../support/programs.js';
import { SECRETS } from './support/alert-path.js';
import { CASES } from './support/cases.js';
import { Drill } from './support/drill.js';
import { milliseconds } from './support/duration.js';
import type { FaultName } from './support/faults.js';
import { mailsOf, pagesOf, slackOf } from './support/messages.js';
import { toldOf } from './support/notification.js';
import { repeats, routeOf } from './support/repeats.js';
import { timesTable } from './support/times.js';

/** How many times faster time goes than in the shipped files; with 1 they are as they are. */
const FACTOR = Number(process.env['GENESIS_ALERT_TIME_FACTOR'] ?? 15);
const PATIENCE_MS = 60_000 + 900_000 / FACTOR;
/** Scrapes before anything happens: without haste as many as the longest range of an expression needs. */
const QUIET_SCRAPES = FACTOR === 1 ? 31 : 5;
const NAMES: readonly FaultName[] = ['rejected', 'killed', 'blocked', 'disconnected'];
const FAILING = 'GenesisOrderFailuresHigh';
const KEY_REFUSED = 'GenesisOrderAuthErrors';

describe(`from a fault to a notification, ${FACTOR} times as fast as shipped`, function () {
  this.timeout(PATIENCE_MS + 30_000);
  let drill: Drill;

  before(async function () {
    needPrograms(this, PROMETHEUS_3, ALERTMANAGER, 'openssl');
    drill = await Drill.start(FACTOR, PATIENCE_MS);
  });
  after(() => drill?.stop());

  it('calls whoever waits for the heartbeat, and nobody else', async () => {
    const { webhook, heartbeat } = drill.path.receivers;
    const first = await drill.until('the heartbeat', () => heartbeat.received.at(0));
    expect(first.body.alerts.map(({ labels }) => labels['alertname'])).to.deep.equal(['Watchdog']);
    await drill.until('quiet scrapes of all bots', async () => {
      const scraped = await drill.ask(`sum_over_time(up{job="genesis"}[1h]) >= ${QUIET_SCRAPES}`);
      return scraped.length === NAMES.length || undefined;
    });
    expect(toldOf(webhook, { alertname: 'Watchdog' })).to.deep.equal([]);
    expect(toldOf(webhook, { job: 'genesis' })).to.deep.equal([]);
  });

  describe('once four bots are in trouble', () => {
    let held: HeldAlert;

    before(async () => {
      // The bot that will be killed has another trouble before, which rings only after its death.
      const { exchange } = drill.faults.killed.bot;
      exchange.faults.set({ kind: 'reject', scope: 'orders', code: -1013 });
      await Promise.all([
        drill.begin('rejected'),
        drill.begin('blocked'),
        drill.begin('disconnected'),
      ]);
      await drill.until('failing orders', async () => (await drill.active('killed'))[FAILING]);
      await drill.begin('killed');
      held = await drill.until('the alert that is held back', async () => {
        const alert = await drill.held('killed', FAILING);
        return alert?.status.state === 'suppressed' ? alert : undefined;
      });
    });

    for (const example of CASES) {
      const { alert, fault } = example;

      it(`tells that one is ${fault}: ${alert}`, async () => {
        const instance = drill.instance(fault);
        const { alert: told, message } = await drill.told(example, 'firing');
        expect(message.body).to.deep.include({ status: 'firing', receiver: 'critical' });
        expect(message.headers.authorization).to.equal(`Bearer ${SECRETS.webhookToken}`);
        expect(told.labels).to.deep.equal({
          ...{ alertname: alert, job: 'genesis', instance, monitor: 'genesis' },
          severity: 'critical',
          ...(example.isOfExchange ? { exchange: 'binance' } : {}),
        });
        expect(told.annotations['summary']).to.match(example.summary).and.include(instance);
        expect(told.annotations['action']).to.equal(
          ALERTS.find(({ name }) => name === alert)?.action,
        );
        const bot = `var-instance=${encodeURIComponent(instance)}`;
        expect(told.annotations).to.include({
          dashboard_url: `${GRAFANA_URL}/d/${example.dashboard}?${bot}`,
          runbook_url: `${GRAFANA_URL}/d/genesis-runbooks?viewPanel=${runbookPanelId(alert)}`,
        });
      });
    }

    it('tells each thing of each bot in a message of its own', () => {
      for (const { body } of drill.path.receivers.webhook.received) {
        const { alertname, job, instance } = body.commonLabels;
        expect(body.groupLabels).to.deep.equal({ alertname, job, instance });
        expect(body.groupKey).to.include(`alertname="${alertname}"`);
      }
    });

    it('says of the bot that is gone only that', async () => {
      const cause = await drill.held('killed', 'GenesisBotDown');
      expect(held.status.inhibitedBy).to.deep.equal([cause?.fingerprint]);
      const names = drill.toldOf('killed').map(({ alert }) => alert.labels['alertname']);
      expect(new Set(names)).to.deep.equal(new Set(['GenesisBotDown']));
    });

    for (const example of CASES) {
      it(`tells it in words, over every channel: ${example.alert}`, async () => {
        const { receivers } = drill.path;
        const instance = drill.instance(example.fault);
        const title = `CRITICAL ${example.title} ${instance}`;
        const { annotations } = (await drill.told(example, 'firing')).alert;
        const { summary, description, action, dashboard_url, runbook_url } = annotations;
        const text = [
          ...[summary, description, `First: ${action}`],
          ...[`Look: ${dashboard_url}`, `Help: ${runbook_url}`],
        ].join('\n');

        const slack = await drill.until('Slack', () => slackOf(receivers, title).at(0));
        expect(slack).to.include({ color: 'danger', text, title_link: dashboard_url });
        const page = await drill.until('the pager', () => pagesOf(receivers, title).at(0));
        expect(page).to.deep.include({
          routing_key: SECRETS.pagerDutyKey,
          event_action: 'trigger',
          client_url: dashboard_url,
        });
        expect(page.payload).to.include({ severity: 'critical', component: instance });
        expect(page.payload.custom_details['text']).to.equal(`${text}\n\t`);
        const mail = await drill.until('the mail', () => mailsOf(receivers, title).at(0));
        expect(mail).to.include({ from: 'bot@example.com', to: 'trader@example.com', text });
        expect(mail.isEncrypted).to.equal(true);
        expect(mail.login).to.deep.equal(['bot@example.com', SECRETS.smtpPassword]);
      });
    }

    it('says nothing twice before it is time to', async () => {
      const { groupInterval, repeatInterval } = routeOf('critical', FACTOR);
      const { message } = await drill.told(
        { fault: 'blocked', alert: 'GenesisBotStuck' },
        'firing',
      );
      // Alertmanager has looked at this group twice since, and has kept silent.
      await drill.until('two intervals', () =>
        Date.now() > message.at + 2.5 * groupInterval ? true : undefined,
      );
      expect(repeats(drill.path.receivers.webhook, repeatInterval)).to.deep.equal([]);
    });
  });

  describe('once that is over', () => {
    before(async () => {
      drill.faults.killed.bot.exchange.faults.clear();
      await Promise.all(NAMES.map((name) => drill.end(name)));
    });

    for (const example of CASES) {
      it(`tells that it is over, over every channel: ${example.alert}`, async () => {
        const { receivers } = drill.path;
        const instance = drill.instance(example.fault);
        const { alert, message } = await drill.told(example, 'resolved');
        expect(message.body.status).to.equal('resolved');
        expect(Date.parse(alert.endsAt)).to.be.greaterThan(Date.parse(alert.startsAt));

        const title = `RESOLVED ${example.title} ${instance}`;
        const slack = await drill.until('Slack', () => slackOf(receivers, title).at(0));
        expect(slack.color).to.equal('good');
        expect(slack.text).to.match(/^Over: .* \(\d\d:\d\d:\d\d to \d\d:\d\d:\d\d UTC\)$/);
        const page = await drill.until('the pager', () => pagesOf(receivers, title).at(0));
        const [first] = pagesOf(receivers, `CRITICAL ${example.title} ${instance}`);
        expect(page).to.include({ event_action: 'resolve', dedup_key: first?.dedup_key });
        const mail = await drill.until('the mail', () => mailsOf(receivers, title).at(0));
        expect(mail.text).to.equal(slack.text);
      });
    }

    it(`tells in time${FACTOR === 1 ? '' : ', which is not judged at this speed'}`, async () => {
      const courses = await Promise.all(CASES.map((example) => drill.course(example)));
      console.log(timesTable(courses).replace(/^/gm, '      '));
      for (const [index, { toldAt, faultAt, toldOverAt, overAt }] of courses.entries()) {
        const within = milliseconds(CASES[index]?.within ?? '0s');
        expect(toldAt - faultAt).to.be.within(0, FACTOR === 1 ? within : PATIENCE_MS);
        expect(toldOverAt).to.be.greaterThan(overAt);
      }
    });
  });

  describe('while a part of the way is down', () => {
    const title = () => `CRITICAL Order Auth Errors binance ${drill.instance('disconnected')}`;

    it('loses nothing that rings while Alertmanager is down', async () => {
      const { alertmanager, receivers } = drill.path;
      await alertmanager.stop();
      const { exchange } = drill.faults.disconnected.bot;
      exchange.faults.set({ kind: 'reject', scope: 'orders', code: -2008 });
      await drill.until('the alert in Prometheus', async () =>
        (await drill.active('disconnected'))[KEY_REFUSED] === 'firing' ? true : undefined,
      );
      await drill.until('Prometheus to have tried', async () =>
        (await drill.ask('prometheus_notifications_errors_total > 0')).at(0),
      );
      await receivers.webhook.stop();
      await alertmanager.startAgain();
      await drill.until('Slack', () => slackOf(receivers, title()).at(0));
    });

    it('tells a webhook that was down as soon as it is back', async () => {
      const failed = 'alertmanager_notification_requests_failed_total{integration="webhook"} > 0';
      await drill.until('Alertmanager to have tried', async () => (await drill.ask(failed)).at(0));
      await drill.path.receivers.webhook.listen();
      await drill.told({ fault: 'disconnected', alert: KEY_REFUSED }, 'firing');
    });
  });
});

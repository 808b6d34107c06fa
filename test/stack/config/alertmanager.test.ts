import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { ALERTS } from '../../../monitoring/alerts/index.js';
import { CopyOf, type Ended } from '../../docker/support/script.js';
import { AMTOOL, needPrograms } from '../support/programs.js';

const CHANNELS = ['webhook-url', 'slack-url', 'pagerduty-key', 'smtp-password'];
const OTHERS = ['webhook-token', 'heartbeat-url'];
const MAIL = {
  ALERT_SMTP_HOST: 'smtp.example.com:587',
  ALERT_SMTP_USER: 'bot@example.com',
  ALERT_EMAIL_FROM: 'bot@example.com',
  ALERT_EMAIL_TO: 'trader@example.com',
};

/** Every choice of secrets that has a channel. */
const CHOICES = [...CHANNELS, ...OTHERS]
  .reduce<string[][]>(
    (choices, secret) => choices.flatMap((choice) => [choice, [...choice, secret]]),
    [[]],
  )
  .filter((choice) => choice.some((secret) => CHANNELS.includes(secret)));

interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

describe('the configuration of Alertmanager', () => {
  let copy: CopyOf;
  before(function () {
    needPrograms(this, AMTOOL);
  });
  beforeEach(() => {
    copy = new CopyOf('alertmanager');
  });
  afterEach(() => copy.remove());

  /** Does something with the configuration that start.sh makes for these secrets. */
  function withSecrets(secrets: readonly string[], command: string): Ended {
    for (const secret of secrets) copy.write(`secrets/${secret}`, 'https://example.com/x');
    const env = { ALERTMANAGER: copy.program(command), ...MAIL };
    return copy.run(['/bin/sh'], [copy.path('start.sh')], env);
  }

  it('is valid as it stands', () => {
    const args = ['check-config', copy.path('alertmanager.yml')];
    const { status, stdout } = spawnSync(AMTOOL, args, { encoding: 'utf8' });
    expect(status).to.equal(0);
    expect(stdout).to.include('1 templates').and.include('SUCCESS');
  });

  it(`is valid for every choice of secrets (${CHOICES.length})`, () => {
    for (const choice of CHOICES) {
      const { status, stderr } = withSecrets(choice, `${AMTOOL} check-config "$config"`);
      expect({ choice, status, stderr }).to.deep.equal({ choice, status: 0, stderr: '' });
      copy.remove();
      copy = new CopyOf('alertmanager');
    }
  });

  for (const [labels, receiver] of [
    ['alertname=GenesisBotDown severity=critical', 'critical'],
    ['alertname=GenesisBotCpuHigh severity=warning', 'warning'],
    ['alertname=OfMyOwn', 'warning'],
    ['alertname=Watchdog severity=none', 'heartbeat'],
    ['alertname=OfMyOwn severity=none', 'nobody'],
  ] as const) {
    it(`routes ${labels} to ${receiver}`, () => {
      const command = `${AMTOOL} config routes test --config.file="$config" ${labels}`;
      const { status, stdout } = withSecrets(['webhook-url'], command);
      expect(status).to.equal(0);
      expect(stdout.trim().split('\n').at(-1)).to.equal(receiver);
    });
  }

  it('silences only what exists, by what exists, and by nothing that rings less', () => {
    const { inhibit_rules } = parse(copy.read('alertmanager.yml')) as {
      inhibit_rules: readonly Inhibition[];
    };
    const severities = new Map(ALERTS.map(({ name, severity }) => [name, severity]));
    const named = (matchers: readonly string[]): string[] =>
      matchers.join().match(/[A-Z]\w+/g) ?? [];
    for (const { source_matchers, target_matchers, equal } of inhibit_rules) {
      const [source = ''] = named(source_matchers);
      expect(severities.get(source), source).to.equal('critical');
      for (const target of named(target_matchers))
        expect([...severities.keys()]).to.include(target);
      expect(equal).to.include.members(['job', 'instance']);
    }
  });
});

describe('what a trader reads', () => {
  let copy: CopyOf;
  before(function () {
    needPrograms(this, AMTOOL);
  });
  beforeEach(() => {
    copy = new CopyOf('alertmanager');
  });
  afterEach(() => copy.remove());

  const alert = (exchange: string, status: string): object => ({
    status,
    labels: {
      alertname: 'GenesisExchangeDisconnected',
      severity: 'critical',
      instance: 'bot-1',
      exchange,
    },
    annotations: {
      summary: `Not connected to ${exchange}`,
      description: `The bot has been without ${exchange} for 90 s.`,
      action: 'Look whether the exchange is up.',
      dashboard_url: 'http://localhost:3000/d/genesis-exchange',
      runbook_url: 'http://localhost:3000/d/genesis-runbooks?viewPanel=6',
    },
    startsAt: '2026-01-02T03:04:05Z',
    endsAt: status === 'resolved' ? '2026-01-02T03:14:05Z' : '0001-01-01T00:00:00Z',
  });

  /** What a template makes of alerts: the exchange and the status of each. */
  function rendered(template: string, alerts: readonly (readonly [string, string])[]): string {
    const exchanges = new Set(alerts.map(([exchange]) => exchange));
    const one = exchanges.size === 1 ? { exchange: [...exchanges][0] } : {};
    copy.write(
      'data.json',
      JSON.stringify({
        status: alerts.some(([, status]) => status === 'firing') ? 'firing' : 'resolved',
        alerts: alerts.map(([exchange, status]) => alert(exchange, status)),
        commonLabels: {
          alertname: 'GenesisExchangeDisconnected',
          severity: 'critical',
          instance: 'bot-1',
          ...one,
        },
        commonAnnotations: { dashboard_url: 'http://localhost:3000/d/genesis-exchange' },
        externalURL: 'http://localhost:9093',
      }),
    );
    const args = [
      'template',
      'render',
      `--template.glob=${copy.path('templates/*.tmpl')}`,
      `--template.text={{ template "${template}" . }}`,
      `--template.data=${copy.path('data.json')}`,
    ];
    const { stdout, stderr } = spawnSync(AMTOOL, args, { encoding: 'utf8' });
    expect(stderr).to.equal('');
    return stdout.trimEnd();
  }

  const FIRING = ['binance', 'firing'] as const;
  const RESOLVED = ['binance', 'resolved'] as const;

  it('says on a lock screen how bad it is, what, where and of which bot', () => {
    const title = rendered('genesis.title', [FIRING]);
    expect(title).to.equal('CRITICAL Exchange Disconnected binance bot-1');
  });

  it('says of several at once how many there are', () => {
    const title = rendered('genesis.title', [FIRING, ['okx', 'firing']]);
    expect(title).to.equal('CRITICAL Exchange Disconnected x2 bot-1');
  });

  it('says that it is over', () => {
    expect(rendered('genesis.title', [RESOLVED])).to.equal(
      'RESOLVED Exchange Disconnected binance bot-1',
    );
    expect(rendered('genesis.text', [RESOLVED])).to.equal(
      'Over: Not connected to binance (03:04:05 to 03:14:05 UTC)',
    );
  });

  it('has a title that fits a lock screen for every alert, of a bot in another container', () => {
    const most = 'binanceusdm my-bot-2:9464'.length;
    for (const { name, severity } of ALERTS) {
      const what = name.replace(/^Genesis/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
      expect(`${severity} ${what} `.length + most, name).to.be.at.most(70);
    }
  });

  it('gives the figure, what to do first and where to look', () => {
    expect(rendered('genesis.text', [FIRING]).split('\n')).to.deep.equal([
      'Not connected to binance',
      'The bot has been without binance for 90 s.',
      'First: Look whether the exchange is up.',
      'Look: http://localhost:3000/d/genesis-exchange',
      'Help: http://localhost:3000/d/genesis-runbooks?viewPanel=6',
    ]);
  });

  it('tells several apart, with those that are over at the end', () => {
    const text = rendered('genesis.text', [FIRING, ['okx', 'firing'], ['kraken', 'resolved']]);
    const paragraphs = text.split('\n\n').map((paragraph) => paragraph.split('\n')[0]);
    expect(paragraphs).to.deep.equal([
      'Not connected to binance',
      'Not connected to okx',
      'Over: Not connected to kraken (03:04:05 to 03:14:05 UTC)',
    ]);
  });

  it('is coloured and linked', () => {
    expect(rendered('genesis.color', [FIRING])).to.equal('danger');
    expect(rendered('genesis.color', [RESOLVED])).to.equal('good');
    expect(rendered('genesis.link', [FIRING])).to.equal('http://localhost:3000/d/genesis-exchange');
  });

  it('is on every channel that takes a text', () => {
    const { receivers } = parse(readFileSync(copy.path('alertmanager.yml'), 'utf8')) as {
      receivers: readonly Readonly<Record<string, readonly object[]>>[];
    };
    const [critical = {}] = receivers;
    for (const channel of ['slack_configs', 'pagerduty_configs', 'email_configs']) {
      const text = JSON.stringify(critical[channel]);
      expect(text, channel).to.include('genesis.title').and.to.include('genesis.text');
    }
  });
});

import { symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CopyOf, type Ended, SHELLS } from './support/script.js';

type Receivers = readonly Readonly<Record<string, unknown>>[];

const CHANNELS = {
  'webhook-url': 'webhook_configs',
  'slack-url': 'slack_configs',
  'pagerduty-key': 'pagerduty_configs',
  'smtp-password': 'email_configs',
} as const;
const MAIL = {
  ALERT_SMTP_HOST: 'smtp.example.com:587',
  ALERT_SMTP_USER: 'bot@example.com',
  ALERT_EMAIL_FROM: 'bot@example.com',
  ALERT_EMAIL_TO: 'trader@example.com, second@example.com',
};

for (const [name, shell] of Object.entries(SHELLS)) {
  describe(`docker/alertmanager/start.sh, run by ${name}`, () => {
    let copy: CopyOf;
    beforeEach(() => {
      copy = new CopyOf('alertmanager');
    });
    afterEach(() => copy.remove());

    function start(env: Readonly<Record<string, string>> = {}): Ended {
      const program = copy.program('cat "$config"');
      return copy.run(shell, [copy.path('start.sh'), '--storage.path=data'], {
        ALERTMANAGER: program,
        ...env,
      });
    }
    const configurationOf = ({ stdout }: Ended): { receivers: Receivers; templates: string[] } =>
      parse(stdout.slice(stdout.indexOf('global:')));
    const channelsOf = (receivers: Receivers, of: string): string[] =>
      Object.keys(receivers.find((receiver) => receiver['name'] === of) ?? {}).filter(
        (key) => key !== 'name',
      );

    it('says in one line that nobody would be told', () => {
      copy.write('secrets/heartbeat-url', 'https://heartbeat.example.com');
      copy.write('secrets/slack-url', '');
      copy.write('secrets/webhook-url', ' \r\n');
      expect(start()).to.deep.include({
        status: 1,
        stdout: '',
        stderr: `alertmanager: no channel: put the address to call into ${copy.path('secrets/webhook-url')} (or slack-url, pagerduty-key, smtp-password)\n`,
      });
    });

    for (const [secret, content] of [
      ['webhook-url', 'localhost:9999/never-shown'],
      ['slack-url', 'https://example.com/never-shown https://example.com/2'],
      ['heartbeat-url', 'https://example.com/never-shown\nhttps://example.com/2'],
    ] as const) {
      it(`says in one line, without showing it, that ${secret} is not one address`, () => {
        copy.write('secrets/pagerduty-key', 'k');
        copy.write(`secrets/${secret}`, content);
        expect(start()).to.deep.include({
          status: 1,
          stdout: '',
          stderr: `alertmanager: secrets/${secret} has to be one address that begins with http:// or https://\n`,
        });
      });
    }

    it('takes an address however its line ends', () => {
      copy.write('secrets/webhook-url', 'https://user:p%26w@example.com:8443/a?b=c&d|e\r\n');
      expect(start().status).to.equal(0);
    });

    it('is found through a link, in a folder with any name', () => {
      const odd = `it's | an & odd: "na\\me" #1 é`;
      for (const file of ['start.sh', 'alertmanager.yml']) {
        copy.write(`${odd}/${file}`, copy.read(file));
      }
      copy.write(`${odd}/secrets/webhook-url`, 'https://example.com');
      copy.write('else where/file', '');
      symlinkSync(copy.path(`${odd}/start.sh`), copy.path('else where/link'));
      const env = { ALERTMANAGER: copy.program('cat "$config"'), CDPATH: '/' };
      const ended = copy.run(shell, [copy.path('else where/link')], env);
      expect(ended).to.deep.include({ status: 0, stderr: '' });
      const { receivers, templates } = configurationOf(ended);
      expect(templates).to.deep.equal([copy.path(`${odd}/templates/*.tmpl`)]);
      expect(receivers[0]).to.have.nested.property(
        'webhook_configs[0].url_file',
        copy.path(`${odd}/secrets/webhook-url`),
      );
    });

    for (const [secret, channel] of Object.entries(CHANNELS)) {
      it(`has ${channel} where there is ${secret}, and no other channel`, () => {
        copy.write(`secrets/${secret}`, 'https://example.com/secret');
        const ended = start(MAIL);
        expect(ended).to.deep.include({ status: 0, stderr: '' });
        const { receivers } = configurationOf(ended);
        expect(channelsOf(receivers, 'critical')).to.deep.equal([channel]);
        const warned = channel === 'pagerduty_configs' ? [] : [channel];
        expect(channelsOf(receivers, 'warning')).to.deep.equal(warned);
        expect(channelsOf(receivers, 'nobody')).to.deep.equal([]);
        expect(channelsOf(receivers, 'heartbeat')).to.deep.equal([]);
      });
    }

    it('has them all where all secrets are there, as files and never as text', () => {
      for (const secret of [...Object.keys(CHANNELS), 'webhook-token', 'heartbeat-url']) {
        copy.write(`secrets/${secret}`, 'https://example.com/never-shown');
      }
      const ended = start(MAIL);
      const { receivers, templates } = configurationOf(ended);
      expect(channelsOf(receivers, 'critical')).to.have.members(Object.values(CHANNELS));
      expect(channelsOf(receivers, 'heartbeat')).to.deep.equal(['webhook_configs']);
      expect(ended.stdout).not.to.include('never-shown');
      expect(templates).to.deep.equal([copy.path('templates/*.tmpl')]);
      for (const [, path] of ended.stdout.matchAll(/_file: '(.+)'/g)) {
        expect(path).to.match(new RegExp(`^${copy.folder}/secrets/`));
      }
    });

    it('fills in who gets mail from whom', () => {
      copy.write('secrets/smtp-password', 'p');
      const { receivers } = configurationOf(start(MAIL));
      expect(receivers[0]).to.have.nested.include({
        'email_configs[0].to': MAIL.ALERT_EMAIL_TO,
        'email_configs[0].from': MAIL.ALERT_EMAIL_FROM,
        'email_configs[0].smarthost': MAIL.ALERT_SMTP_HOST,
        'email_configs[0].auth_username': MAIL.ALERT_SMTP_USER,
      });
    });

    for (const [variable, value] of [
      ['ALERT_SMTP_HOST', 'smtp.example.com'],
      ['ALERT_SMTP_USER', "x', html: '"],
      ['ALERT_EMAIL_FROM', ''],
      ['ALERT_EMAIL_TO', 'you at example.com'],
    ] as const) {
      it(`says in one line that mail needs another ${variable} than '${value}'`, () => {
        copy.write('secrets/smtp-password', 'p');
        const { status, stdout, stderr } = start({ ...MAIL, [variable]: value });
        expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
        expect(stderr).to.match(
          new RegExp(`^alertmanager: secrets/smtp-password needs ${variable}, such as .+\n$`),
        );
      });
    }
  });
}

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { TOKEN } from '../integration/preload/bot.js';
import { temporaryDirectory, tlsFile } from '../lib/prometheus/support/files.js';
import { newCertificate, shakeHands, swapIn } from './support/certificates.js';
import { eventually } from './support/eventually.js';
import { needPrograms, PROMETHEUS_PROGRAMS } from './support/programs.js';
import { type Job, Prometheus } from './support/prometheus.js';
import { SecuredBot } from './support/secured-bot.js';

const NEW_TOKEN = 'the-token-that-comes-after-it-0987654321';
const PASSWORD = 'a-password-for-the-scraper';
const PASSWORD_HASH = '$2b$05$IFmNcTMIguvshwTJQpfgfu4Ukw5mQT9PlWac7R97rptHwz7.W9E66';
const TLS_ENV = {
  PROMETHEUS_TLS_CERT_FILE: tlsFile('server-crt'),
  PROMETHEUS_TLS_KEY_FILE: tlsFile('server-key'),
};
const CA = { ca_file: tlsFile('ca-crt'), server_name: 'localhost' };

for (const [name, program] of Object.entries(PROMETHEUS_PROGRAMS)) {
  describe(`a secured endpoint and the ${name}`, () => {
    const bots: SecuredBot[] = [];
    let folder: ReturnType<typeof temporaryDirectory>;
    let prometheus: Prometheus | undefined;

    before(function () {
      needPrograms(this, program, 'openssl');
    });
    beforeEach(() => {
      folder = temporaryDirectory();
    });
    afterEach(async () => {
      await prometheus?.stop();
      prometheus = undefined;
      await Promise.all(bots.splice(0).map((bot) => bot.stop()));
      folder.remove();
    });

    async function startBot(env: Record<string, string>): Promise<SecuredBot> {
      const bot = await SecuredBot.start(env);
      bots.push(bot);
      return bot;
    }

    /** Scrapes over TLS, with what `settings` add or change. */
    const tlsJob = (job: string, { target }: SecuredBot, settings: object = {}): Job => ({
      name: job,
      target,
      settings: { scheme: 'https', tls_config: CA, ...settings },
    });

    async function scrape(...jobs: Job[]): Promise<Prometheus> {
      prometheus = await Prometheus.start(jobs, { program });
      return prometheus;
    }

    /** Waits for the next scrape of a job, and gives what Prometheus says of it. */
    async function nextScrape(job: string): Promise<{ health: string; lastError: string }> {
      const server = prometheus;
      if (server === undefined) throw new Error('nothing is scraped');
      await server.scraped(job);
      const targets = await server.targets();
      const { health, lastError } = targets.find(({ labels }) => labels['job'] === job) ?? {};
      return { health: health ?? '', lastError: lastError ?? '' };
    }

    const UP = { health: 'up', lastError: '' };
    /** Failed attempts may be held off before they are looked at. */
    const REFUSED = /HTTP status (401 Unauthorized|429 Too Many Requests)/;

    it('get along over TLS, with HTTP/2 and without', async () => {
      const bot = await startBot({ ...TLS_ENV, PROMETHEUS_AUTH_TOKEN: TOKEN });
      const authorization = { credentials: TOKEN };
      await scrape(
        tlsJob('http2', bot, { authorization }),
        tlsJob('http1', bot, { authorization, enable_http2: false }),
        tlsJob('naked', bot),
        { name: 'clear', target: bot.target, token: TOKEN },
      );
      expect(await nextScrape('http2')).to.deep.equal(UP);
      expect(await nextScrape('http1')).to.deep.equal(UP);
      expect((await nextScrape('naked')).lastError).to.match(REFUSED);
      expect((await nextScrape('clear')).health).to.equal('down');
      expect((await shakeHands(bot.target, CA.ca_file)).protocol).to.equal('h2');
    });

    it('get along with client certificates, which strangers have none of', async () => {
      const bot = await startBot({
        ...TLS_ENV,
        PROMETHEUS_TLS_CLIENT_CA_FILE: tlsFile('ca-crt'),
        PROMETHEUS_AUTH_TOKEN: TOKEN,
      });
      const authorization = { credentials: TOKEN };
      const withCertificate = (who: string) => ({
        authorization,
        tls_config: { ...CA, cert_file: tlsFile(`${who}-crt`), key_file: tlsFile(`${who}-key`) },
      });
      await scrape(
        tlsJob('known', bot, withCertificate('client')),
        tlsJob('stranger', bot, withCertificate('stranger')),
        tlsJob('nobody', bot, { authorization }),
      );
      expect(await nextScrape('known')).to.deep.equal(UP);
      expect((await nextScrape('stranger')).health).to.equal('down');
      expect((await nextScrape('nobody')).health).to.equal('down');
    });

    it('change the token without losing a scrape', async () => {
      const botFile = join(folder.path, 'bot-token');
      const scraperFile = join(folder.path, 'scraper-token');
      writeFileSync(botFile, `${TOKEN}\n`);
      writeFileSync(scraperFile, `${TOKEN}\n`);
      const bot = await startBot({ ...TLS_ENV, PROMETHEUS_AUTH_TOKEN_FILE: botFile });
      const authorization = { credentials_file: scraperFile };
      const server = await scrape(
        tlsJob('rotating', bot, { authorization }),
        tlsJob('stuck', bot, { authorization: { credentials: TOKEN } }),
      );
      expect(await nextScrape('rotating')).to.deep.equal(UP);
      appendFileSync(botFile, `${NEW_TOKEN}\n`);
      expect(await nextScrape('rotating')).to.deep.equal(UP);
      writeFileSync(scraperFile, `${NEW_TOKEN}\n`);
      await nextScrape('rotating');
      writeFileSync(botFile, `${NEW_TOKEN}\n`);
      expect(await nextScrape('rotating')).to.deep.equal(UP);
      await eventually('the old token to be refused', async () => {
        const { lastError } = await nextScrape('stuck');
        return REFUSED.test(lastError) || undefined;
      });
      const at = await server.scraped('rotating');
      const [least] = await server.instant('min_over_time(up{job="rotating"}[5m])', at);
      expect(least?.value).to.equal(1);
    });

    it('change the certificate without losing a scrape', async () => {
      const place = newCertificate(folder.path, 'place');
      const next = newCertificate(folder.path, 'next');
      const authorities = join(folder.path, 'authorities.pem');
      writeFileSync(
        authorities,
        readFileSync(place.cert, 'utf8') + readFileSync(next.cert, 'utf8'),
      );
      const bot = await startBot({
        PROMETHEUS_TLS_CERT_FILE: place.cert,
        PROMETHEUS_TLS_KEY_FILE: place.key,
        PROMETHEUS_AUTH_TOKEN: TOKEN,
      });
      const settings = {
        authorization: { credentials: TOKEN },
        tls_config: { ca_file: authorities, server_name: 'localhost' },
      };
      const server = await scrape(tlsJob('swapped', bot, settings));
      expect(await nextScrape('swapped')).to.deep.equal(UP);
      const { fingerprint } = await shakeHands(bot.target, authorities);
      swapIn(next, place);
      await eventually('the new certificate', async () => {
        const shown = await shakeHands(bot.target, authorities);
        return shown.fingerprint !== fingerprint || undefined;
      });
      expect(await nextScrape('swapped')).to.deep.equal(UP);
      const at = await server.scraped('swapped');
      const [least] = await server.instant('min_over_time(up{job="swapped"}[5m])', at);
      expect(least?.value).to.equal(1);
    });

    it('get along with a web configuration file and its passwords', async () => {
      const file = join(folder.path, 'web-config.yml');
      writeFileSync(
        file,
        `tls_server_config:
  cert_file: ${tlsFile('server-crt')}
  key_file: ${tlsFile('server-key')}
  min_version: TLS12
basic_auth_users:
  scraper: ${PASSWORD_HASH}
`,
      );
      const bot = await startBot({ PROMETHEUS_WEB_CONFIG_FILE: file });
      const login = (username: string, password: string) => ({
        basic_auth: { username, password },
      });
      await scrape(
        tlsJob('known', bot, login('scraper', PASSWORD)),
        tlsJob('wrong', bot, login('scraper', `${PASSWORD}!`)),
        tlsJob('unknown', bot, login('stranger', PASSWORD)),
      );
      expect(await nextScrape('known')).to.deep.equal(UP);
      for (const job of ['wrong', 'unknown']) {
        expect((await nextScrape(job)).lastError).to.match(REFUSED);
      }
    });
  });
}

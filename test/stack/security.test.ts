import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { TOKEN } from '../integration/preload/bot.js';
import { tlsFile } from '../lib/prometheus/support/files.js';
import { shakeHands } from './support/certificates.js';
import { PROMETHEUS_PROGRAMS } from './support/programs.js';
import { CA, REFUSED, SecuredScrapes, TLS_ENV, tlsJob, UP } from './support/secured-scrapes.js';

const PASSWORD = 'a-password-for-the-scraper';
const PASSWORD_HASH = '$2b$05$IFmNcTMIguvshwTJQpfgfu4Ukw5mQT9PlWac7R97rptHwz7.W9E66';

for (const [name, program] of Object.entries(PROMETHEUS_PROGRAMS)) {
  describe(`a secured endpoint and the ${name}`, () => {
    const scrapes = new SecuredScrapes(program);

    it('get along over TLS, with HTTP/2 and without', async () => {
      const bot = await scrapes.startBot({ ...TLS_ENV, PROMETHEUS_AUTH_TOKEN: TOKEN });
      const authorization = { credentials: TOKEN };
      await scrapes.scrape(
        tlsJob('http2', bot, { authorization }),
        tlsJob('http1', bot, { authorization, enable_http2: false }),
        tlsJob('naked', bot),
        { name: 'clear', target: bot.target, token: TOKEN },
      );
      expect(await scrapes.success('http2')).to.deep.equal(UP);
      expect(await scrapes.success('http1')).to.deep.equal(UP);
      expect(await scrapes.refusal('naked')).to.match(REFUSED);
      expect((await scrapes.next('clear')).health).to.equal('down');
      expect((await shakeHands(bot.target, CA.ca_file)).protocol).to.equal('h2');
    });

    it('get along with client certificates, which strangers have none of', async () => {
      const bot = await scrapes.startBot({
        ...TLS_ENV,
        PROMETHEUS_TLS_CLIENT_CA_FILE: tlsFile('ca-crt'),
        PROMETHEUS_AUTH_TOKEN: TOKEN,
      });
      const authorization = { credentials: TOKEN };
      const withCertificate = (who: string) => ({
        authorization,
        tls_config: { ...CA, cert_file: tlsFile(`${who}-crt`), key_file: tlsFile(`${who}-key`) },
      });
      await scrapes.scrape(
        tlsJob('known', bot, withCertificate('client')),
        tlsJob('stranger', bot, withCertificate('stranger')),
        tlsJob('nobody', bot, { authorization }),
      );
      expect(await scrapes.success('known')).to.deep.equal(UP);
      expect((await scrapes.next('stranger')).health).to.equal('down');
      expect((await scrapes.next('nobody')).health).to.equal('down');
    });

    it('get along with a web configuration file and its passwords', async () => {
      const file = join(scrapes.folder, 'web-config.yml');
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
      const bot = await scrapes.startBot({ PROMETHEUS_WEB_CONFIG_FILE: file });
      const login = (username: string, password: string) => ({
        basic_auth: { username, password },
      });
      await scrapes.scrape(
        tlsJob('known', bot, login('scraper', PASSWORD)),
        tlsJob('wrong', bot, login('scraper', `${PASSWORD}!`)),
        tlsJob('unknown', bot, login('stranger', PASSWORD)),
      );
      expect(await scrapes.success('known')).to.deep.equal(UP);
      for (const job of ['wrong', 'unknown']) {
        expect(await scrapes.refusal(job)).to.match(REFUSED);
      }
    });
  });
}

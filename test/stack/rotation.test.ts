import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { TOKEN } from '../integration/preload/bot.js';
import { newCertificate, shakeHands, swapIn } from './support/certificates.js';
import { eventually } from './support/eventually.js';
import { PROMETHEUS_PROGRAMS } from './support/programs.js';
import { REFUSED, SecuredScrapes, TLS_ENV, tlsJob, UP } from './support/secured-scrapes.js';

const NEW_TOKEN = 'the-token-that-comes-after-it-0987654321';

for (const [name, program] of Object.entries(PROMETHEUS_PROGRAMS)) {
  describe(`the secrets of a secured endpoint and of the ${name}`, () => {
    const scrapes = new SecuredScrapes(program);

    it('change the token without losing a scrape', async () => {
      const botFile = join(scrapes.folder, 'bot-token');
      const scraperFile = join(scrapes.folder, 'scraper-token');
      writeFileSync(botFile, `${TOKEN}\n`);
      writeFileSync(scraperFile, `${TOKEN}\n`);
      const bot = await scrapes.startBot({ ...TLS_ENV, PROMETHEUS_AUTH_TOKEN_FILE: botFile });
      const authorization = { credentials_file: scraperFile };
      const server = await scrapes.scrape(
        tlsJob('rotating', bot, { authorization }),
        tlsJob('stuck', bot, { authorization: { credentials: TOKEN } }),
      );
      expect(await scrapes.next('rotating')).to.deep.equal(UP);
      appendFileSync(botFile, `${NEW_TOKEN}\n`);
      expect(await scrapes.next('rotating')).to.deep.equal(UP);
      writeFileSync(scraperFile, `${NEW_TOKEN}\n`);
      await scrapes.next('rotating');
      writeFileSync(botFile, `${NEW_TOKEN}\n`);
      expect(await scrapes.next('rotating')).to.deep.equal(UP);
      await eventually('the old token to be refused', async () => {
        const { lastError } = await scrapes.next('stuck');
        return REFUSED.test(lastError) || undefined;
      });
      const at = await server.scraped('rotating');
      const [least] = await server.instant('min_over_time(up{job="rotating"}[5m])', at);
      expect(least?.value).to.equal(1);
    });

    it('change the certificate without losing a scrape', async () => {
      const place = newCertificate(scrapes.folder, 'place');
      const next = newCertificate(scrapes.folder, 'next');
      const authorities = join(scrapes.folder, 'authorities.pem');
      writeFileSync(
        authorities,
        readFileSync(place.cert, 'utf8') + readFileSync(next.cert, 'utf8'),
      );
      const bot = await scrapes.startBot({
        PROMETHEUS_TLS_CERT_FILE: place.cert,
        PROMETHEUS_TLS_KEY_FILE: place.key,
        PROMETHEUS_AUTH_TOKEN: TOKEN,
      });
      const settings = {
        authorization: { credentials: TOKEN },
        tls_config: { ca_file: authorities, server_name: 'localhost' },
      };
      const server = await scrapes.scrape(tlsJob('swapped', bot, settings));
      expect(await scrapes.next('swapped')).to.deep.equal(UP);
      const { fingerprint } = await shakeHands(bot.target, authorities);
      swapIn(next, place);
      await eventually('the new certificate', async () => {
        const shown = await shakeHands(bot.target, authorities);
        return shown.fingerprint !== fingerprint || undefined;
      });
      expect(await scrapes.next('swapped')).to.deep.equal(UP);
      const at = await server.scraped('swapped');
      const [least] = await server.instant('min_over_time(up{job="swapped"}[5m])', at);
      expect(least?.value).to.equal(1);
    });
  });
}

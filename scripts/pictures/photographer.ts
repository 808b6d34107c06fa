import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';
import { DASHBOARDS } from '../../monitoring/dashboards/index.js';
import type { Stretch } from './answers.js';
import { dashboardPage } from './dashboard-page.js';
import { smaller } from './smaller.js';

const IMAGES = join(__dirname, '../../../docs/img');
const CHROMIUM = '/usr/bin/chromium';
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 800 };

interface Picture {
  readonly name: string;
  readonly uid: string;
  /** The sections of the dashboard that are on it, from 0: the figures at the top. */
  readonly sections: readonly number[];
  readonly size: typeof DESKTOP;
}

const PICTURES: readonly Picture[] = [
  { name: 'dashboard-risk', uid: 'genesis-risk', sections: [0, 1, 2, 3, 4], size: DESKTOP },
  { name: 'dashboard-orders', uid: 'genesis-orders', sections: [0, 1, 2], size: DESKTOP },
  { name: 'dashboard-exchange', uid: 'genesis-exchange', sections: [0, 1, 2, 3], size: DESKTOP },
  { name: 'dashboard-health', uid: 'genesis-health', sections: [0, 1, 3], size: DESKTOP },
  { name: 'dashboard-phone', uid: 'genesis-risk', sections: [0, 1], size: PHONE },
];

/** Photographs the dashboards as a page of ours draws them from what a Prometheus answers. */
export async function draw(url: string, stretch: Stretch): Promise<void> {
  const source = {
    url,
    stretch,
    // All that is chosen of the demo at the top of the dashboard.
    choice: { job: 'genesis' },
    rateInterval: `${stretch.step * 4}s`,
    script: bundled(),
    style: readFileSync(require.resolve('uplot/dist/uPlot.min.css'), 'utf8'),
  };
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    for (const { name, uid, sections, size } of PICTURES) {
      const markup = await dashboardPage(byUid(uid), sections, source);
      const page = await browser.newPage({ viewport: size });
      page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`));
      await page.setContent(markup, { waitUntil: 'load' });
      const picture = smaller(await page.screenshot({ fullPage: true }));
      await page.close();
      writeFileSync(join(IMAGES, `${name}.png`), picture);
      process.stdout.write(`${name}.png ${Math.round(picture.length / 1024)} kB\n`);
    }
  } finally {
    await browser.close();
  }
}

function bundled(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'browser.js')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

function byUid(uid: string): Dashboard {
  const found = DASHBOARDS.find((dashboard) => dashboard.uid === uid);
  if (found === undefined) throw new Error(`there is no dashboard ${uid}`);
  return found;
}

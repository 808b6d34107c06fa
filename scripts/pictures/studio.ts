import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Stretch } from './answers.js';
import { bundled } from './bundle.js';
import { dashboardPage } from './dashboard-page.js';
import type { Source } from './source.js';

export const CHROMIUM = '/usr/bin/chromium';

/** Sizes of a screen, in pixels. */
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 800 };

/** What is on a page. */
export interface View {
  readonly dashboard: Dashboard;
  /** The sections of the dashboard that are on it, from 0: the figures at the top. */
  readonly sections: readonly number[];
  readonly size: typeof DESKTOP;
}

/** A browser in which dashboards are shown by a page of ours. */
export class Studio {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(): Promise<Studio> {
    return new Studio(await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }));
  }

  /** @param complain is told each error of the page */
  async show(view: View, source: Source, complain: (error: string) => void): Promise<Page> {
    const markup = await dashboardPage(view.dashboard, view.sections, source);
    const page = await this.#browser.newPage({ viewport: view.size });
    page.on('pageerror', ({ message }) => complain(message));
    page.on('console', (line) => {
      if (line.type() === 'error') complain(line.text());
    });
    await page.setContent(markup, { waitUntil: 'load' });
    return page;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** What a Prometheus answers over a stretch, with all chosen of the demo at the top of a dashboard. */
export async function demoSource(url: string, stretch: Stretch): Promise<Source> {
  return {
    url,
    stretch,
    choice: { job: 'genesis' },
    rateInterval: `${stretch.step * 4}s`,
    script: await bundled(join(__dirname, 'browser.js')),
    style: readFileSync(require.resolve('uplot/dist/uPlot.min.css'), 'utf8'),
  };
}

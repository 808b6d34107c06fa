import { join } from 'node:path';
import type { ParsedFamily } from '../../support/exposition/parse-exposition.js';
import { parseOpenMetrics, parseText } from '../../support/exposition/parse-exposition.js';
import { Program } from '../../support/program.js';
import { botEnvironment, PACKAGE_ROOT, TOKEN } from '../preload/bot.js';

const FORMATS = {
  text: { accept: 'text/plain;version=0.0.4', parse: parseText },
  OpenMetrics: { accept: 'application/openmetrics-text;version=1.0.0', parse: parseOpenMetrics },
};
export type Format = keyof typeof FORMATS;

/** The bot of `bot.ts` under the preload, in a process of its own. */
export class ParityBot extends Program {
  readonly #did = new Map<string, number>();
  #endpoint: string | undefined;

  constructor(env: Readonly<Record<string, string>>) {
    const flags = ['--require', 'genesis-otel/register'];
    super([...flags, join(__dirname, 'bot.js')], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({ OTEL_METRIC_EXPORT_INTERVAL: '3600000', ...env }),
      timeoutMillis: 120_000,
    });
  }

  /** Tells the bot what to do, and waits until it has. */
  async does(what: string): Promise<void> {
    const times = (this.#did.get(what) ?? 0) + 1;
    this.#did.set(what, times);
    this.tell(what);
    await this.says(new RegExp(`(?:did ${what}\\n[^]*){${times}}`));
  }

  async scrape(format: Format = 'text'): Promise<ParsedFamily[]> {
    this.#endpoint ??= (await this.says(/^endpoint (http\S+)/m))[1] ?? '';
    const { accept, parse } = FORMATS[format];
    const headers = { authorization: `Bearer ${TOKEN}`, accept };
    const response = await fetch(this.#endpoint, { headers });
    if (response.status !== 200) throw new Error(`the endpoint answered ${response.status}`);
    return parse(await response.text());
  }

  /** Lets it end by itself. */
  async end(): Promise<void> {
    this.release();
    await this.ended();
  }
}

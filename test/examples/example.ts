import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Program, type ProgramOptions } from '../support/program.js';

export const PROJECT = join(__dirname, '../../..');

/** For a program with ccxt in it, on a machine that has much else to do. */
export const PATIENCE_MS = 50_000;

/** The token in the guide's own `.env` file. */
export const TOKEN = 'your-secure-token-here';

/** Starts an example with the guide's `.env` file, on any free port. */
export function startExample(name: string, options: ProgramOptions = {}): Program {
  const args = ['--env-file=examples/.env.example', `dist/examples/${name}.js`];
  const env = { OTEL_EXPORTER_PROMETHEUS_PORT: '0', ...options.env };
  return new Program(args, { ...options, cwd: PROJECT, env });
}

export interface Scraped {
  readonly status: number;
  readonly text: string;
}

export async function scrape(url: string, token?: string): Promise<Scraped> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  return { status: response.status, text: await response.text() };
}

const SERVED_WITHIN_MS = 20_000;

/** Scrapes until somebody answers: a bot may have traded before its endpoint listens. */
export async function served(url: string, token?: string): Promise<Scraped> {
  const deadline = performance.now() + SERVED_WITHIN_MS;
  for (;;) {
    try {
      return await scrape(url, token);
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(20);
    }
  }
}

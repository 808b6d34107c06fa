import { join } from 'node:path';
import { Program, type ProgramOptions } from '../support/program.js';

export const PROJECT = join(__dirname, '../../..');

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

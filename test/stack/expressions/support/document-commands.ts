import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE_ROOT, TOKEN } from '../../../integration/preload/bot.js';
import { DOCUMENT_FILES } from '../../../support/promql/collection.js';
import type { Command } from '../../../support/promql/commands.js';
import { commandsOf } from '../../../support/promql/commands.js';
import { AMTOOL } from '../../support/programs.js';

/** A command and the document that has it. */
export interface DocumentCommand extends Command {
  readonly file: string;
}

/** Where the commands of the documents find what they ask. */
export type Places = Readonly<Record<string, string>>;

/** The servers that the documents speak of and that are here. */
export const ADDRESSES = ['localhost:9090', 'localhost:9093', 'localhost:9464', 'localhost:8428'];
/** What they speak of and is a file of the running server here. */
export const FOLDER = 'docker/prometheus/';

const ADDRESS = /\b(?:https?:\/\/[\w.-]+(?::\d+)?|localhost:\d+)/g;
/** Another name of the same. */
const LOOPBACK = '127.0.0.1:';
/** The silence that a command before has made. */
const SILENCE = '"$(amtool silence query -q --alertmanager.url=http://localhost:9093)"';

/**
 * The commands of the documents that can be run against what is here. Those of `console` blocks show
 * what they print, and another test compares that.
 */
export function runnableCommands(): DocumentCommand[] {
  return DOCUMENT_FILES.flatMap((file) =>
    commandsOf(readFileSync(join(PACKAGE_ROOT, file), 'utf8')).map((command) => {
      return { ...command, file, text: command.text.replaceAll(LOOPBACK, 'localhost:') };
    }),
  ).filter(({ text, language }) => language !== 'console' && isHere(text));
}

function isHere(text: string): boolean {
  const asked = [...text.matchAll(ADDRESS)].map(([address]) => address.replace('http://', ''));
  const isOfFiles = asked.length === 0 && text.includes(' docker/');
  return isOfFiles || (asked.length > 0 && asked.every((one) => ADDRESSES.includes(one)));
}

/**
 * Runs a command as a shell does, where the places are what they are here.
 * @throws Error with what it said, where it ends with anything but 0; curl does at any status of an error
 */
export async function runCommand({ text }: DocumentCommand, places: Places): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'genesis-home-'));
  writeFileSync(join(home, '.curlrc'), 'fail\n');
  const command = Object.entries(places).reduce(
    (changed, [place, here]) => changed.replaceAll(place, here),
    text.replaceAll('<id>', SILENCE),
  );
  const { PATH = '' } = process.env;
  const env = {
    PATH: `${dirname(AMTOOL)}:${PATH}`,
    HOME: home,
    USER: 'somebody',
    PROMETHEUS_AUTH_TOKEN: TOKEN,
    token: TOKEN,
  };
  try {
    const options = { cwd: PACKAGE_ROOT, env, timeout: 20_000 };
    await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command], options);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

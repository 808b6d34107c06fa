import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../integration/preload/bot.js';

/** A command that a document shows, and what it says that it prints. */
export interface ShownCommand {
  /** The heading that it is under. */
  readonly heading: string;
  readonly command: string;
  /** Line by line; none where nothing is printed. */
  readonly output: readonly string[];
}

const PROMPT = '$ ';

/** The commands in the blocks of a document that are marked as `console`, in their order. */
export function shownCommands(document: string): ShownCommand[] {
  const text = readFileSync(join(PACKAGE_ROOT, document), 'utf8');
  const shown: ShownCommand[] = [];
  for (const section of text.split(/^(?=#{1,4} )/m)) {
    const heading = /^#+ (.+)$/m.exec(section)?.[1] ?? '';
    for (const [, block = ''] of section.matchAll(/^ *```console\n([\s\S]*?)^ *```$/gm)) {
      shown.push(...commandsOf(block).map((command) => ({ heading, ...command })));
    }
  }
  return shown;
}

function commandsOf(block: string): Omit<ShownCommand, 'heading'>[] {
  return block
    .replace(/^ +(?=\$ )/gm, '')
    .split(/^(?=\$ )/m)
    .filter((part) => part.startsWith(PROMPT))
    .map((part) => {
      // A command goes on in the next line where a backslash or a pipe says so.
      const [command = ''] = /^(?:.*(?:\\|\|)\n)*.*$/m.exec(part.slice(PROMPT.length)) ?? [];
      const rest = part.slice(PROMPT.length + command.length + 1);
      return { command, output: rest.split('\n').filter((line) => line.trim() !== '') };
    });
}

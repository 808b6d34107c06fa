import { partsOf } from './markdown.js';

/** A command of a document that asks a server, or checks a file. */
export interface Command {
  /** Its words, without quotes; from the program on. */
  readonly words: readonly string[];
  readonly program: 'curl' | 'promtool' | 'amtool';
  /** As the document has it, without a prompt. */
  readonly text: string;
  /** What the block is written in: `sh`, `console` … */
  readonly language: string;
  readonly line: number;
}

const SHELLS = new Set(['', 'sh', 'bash', 'shell', 'console']);
/** At the beginning, behind variables, or behind what runs it elsewhere. */
const PROGRAM =
  /^(?:\w+=\S*\s+|sudo\s+|(?:docker|kubectl)\s[\s\S]*?\s)*(?:\S*\/)?(curl|promtool|amtool)\s+([\s\S]*)$/;

/** The commands of a document with the programs of the stack, also inside of others (`docker exec …`). */
export function commandsOf(document: string): Command[] {
  const { blocks } = partsOf(document);
  return blocks
    .filter(({ language }) => SHELLS.has(language))
    .flatMap(({ text, line, language }) =>
      linesOf(text).map((each) => ({ ...each, line: line + each.line, language })),
    )
    .flatMap(({ text: shown, line, language }) => {
      const text = shown.trim().replace(/^\$ /, '');
      const found = PROGRAM.exec(text);
      if (found === null) return [];
      const [, program = '', rest = ''] = found;
      const words = [program, ...wordsOf(rest)];
      return [{ words, program: program as Command['program'], text, line, language }];
    });
}

/** Lines that end in a backslash or a pipe go on with the next, and so does what is in quotes. */
function linesOf(text: string): { text: string; line: number }[] {
  const commands: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | undefined;
  text.split('\n').forEach((line, index) => {
    const joined = `${open?.text ?? ''}${line}`;
    const current = { text: joined, line: open?.line ?? index };
    if (/[\\|]$/.test(joined)) open = { ...current, text: joined.replace(/\\$/, ' ') };
    else if (isInQuotes(joined)) open = { ...current, text: `${joined}\n` };
    else {
      if (!/^\s*(#|$)/.test(joined)) commands.push(current);
      open = undefined;
    }
  });
  return commands;
}

const isInQuotes = (text: string): boolean =>
  text.replace(/\\.|"(?:[^"\\]|\\.)*"|'[^']*'/g, '').match(/["']/) !== null;

const WORD = /(?:[^\s"'\\|&;<>]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|[|&;<>]/g;

/** The words of a command up to a pipe or the next command, as a shell gives them to the program. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (/^[|&;<>]$/.test(word) || word.startsWith('#')) break;
    words.push(
      word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, escaped, double, single) => {
        return escaped ?? single ?? String(double).replace(/\\(["\\$`])/g, '$1');
      }),
    );
  }
  return words;
}

/** A fenced block of a document. */
export interface Block {
  /** What is behind the fence: `promql`, `sh`, nothing … */
  readonly language: string;
  readonly text: string;
  /** The line of the document that the text begins on. */
  readonly line: number;
}

/** Code within a line of a document. */
export interface InlineCode {
  readonly text: string;
  readonly line: number;
}

interface Parts {
  readonly blocks: Block[];
  readonly inline: InlineCode[];
}

const FENCE = /^\s*(?:```|~~~)\s*(\S*)/;

/** Takes a Markdown document apart. */
export function partsOf(document: string): Parts {
  const parts: Parts = { blocks: [], inline: [] };
  let open: { language: string; lines: string[]; line: number } | undefined;
  document.split('\n').forEach((line, index) => {
    const fence = FENCE.exec(line);
    if (fence === null) {
      if (open === undefined) parts.inline.push(...codeOf(line, index + 1));
      else open.lines.push(line);
    } else if (open === undefined) {
      open = { language: fence[1] ?? '', lines: [], line: index + 2 };
    } else {
      const { language, lines, line: start } = open;
      parts.blocks.push({ language, text: lines.join('\n'), line: start });
      open = undefined;
    }
  });
  return parts;
}

function codeOf(line: string, number: number): InlineCode[] {
  return [...line.matchAll(/(`+)(.+?)\1/g)].map(([, , text = '']) => {
    return { text: text.trim(), line: number };
  });
}

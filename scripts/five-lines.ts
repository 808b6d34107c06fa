import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLE = join(__dirname, '../../examples/own-sdk');

/** The set-up of `examples/own-sdk` with the lines marked that genesis-otel adds to it. */
export function renderFiveLines(): string {
  const before = codeOf('telemetry.before.ts');
  let kept = 0;
  const marked = codeOf('telemetry.ts').map((line) => {
    if (line !== before[kept]) return `+ ${line}`;
    kept += 1;
    return line === '' ? '' : `  ${line}`;
  });
  if (kept !== before.length) throw new Error('telemetry.ts is not telemetry.before.ts with more');
  return ['```diff', ...marked, '```'].join('\n');
}

/** The lines of a file, without the comment at its head. */
function codeOf(name: string): string[] {
  const text = readFileSync(join(EXAMPLE, name), 'utf8');
  return text
    .replace(/^\/\*\*.*?\*\/\n/s, '')
    .trimEnd()
    .split('\n');
}

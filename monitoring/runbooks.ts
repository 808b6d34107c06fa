import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERTS } from './alerts/index.js';
import { runbookPanelId } from './alerts/links.js';

const PAGE = join(__dirname, '../../docs/alert-runbooks.md');

/** What to do when an alert rings. */
export interface Runbook {
  readonly alert: string;
  /** The panel that an alert's link opens. */
  readonly panelId: number;
  /** The section without its heading, in Markdown. */
  readonly text: string;
}

/** The sections of the page by their heading. */
function sections(): ReadonlyMap<string, string> {
  const [, ...parts] = readFileSync(PAGE, 'utf8').split(/^### /m);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      const [text = ''] = part.slice(end).split(/^## /m);
      return [part.slice(0, end), text.replaceAll(/<!--.*?-->\n?/g, '').trim()];
    }),
  );
}

/** Which sections the page has, in its order. */
export function runbookHeadings(): string[] {
  return [...sections().keys()];
}

/** The runbooks of docs/alert-runbooks.md, in the order of the alerts. */
export function runbooks(): Runbook[] {
  const texts = sections();
  return ALERTS.map(({ name }) => ({
    alert: name,
    panelId: runbookPanelId(name),
    text: texts.get(name) ?? '',
  }));
}

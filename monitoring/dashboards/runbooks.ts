import { DASHBOARD_UIDS, GRAFANA_URL } from '../grafana.js';
import type { Runbook } from '../runbooks.js';
import { runbooks as sections } from '../runbooks.js';
import { framed, numbered } from './kit/dashboard.js';
import { text } from './kit/text.js';
import { variables } from './kit/variables.js';

const WIDTH = 24;
const LEAST_HEIGHT = 8;
const MOST_HEIGHT = 20;
/** Letters of a line on a screen, about. */
const LINE = 150;
const ROWS_A_LINE = 0.7;

const all = sections();
const panelIds = new Map(all.map(({ alert, panelId }) => [alert.toLowerCase(), panelId]));

/**
 * The text as a panel shows it: links to other sections open their panels, links to dashboards stay in
 * this Grafana, and files of the repository, which it cannot open, are named.
 */
function readable(markdown: string): string {
  return markdown
    .replaceAll(`](${GRAFANA_URL}/`, '](/')
    .replace(/\]\(#(\w+)\)/g, (link, anchor: string) => {
      const id = panelIds.get(anchor);
      return id === undefined ? link : `](/d/${DASHBOARD_UIDS.runbooks}?viewPanel=${id})`;
    })
    .replace(/\[([^\]]+)\]\((?!https?:|\/)[^)]+\)/g, '$1');
}

function height(markdown: string): number {
  const lines = markdown.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / LINE), 0);
  const rows = Math.ceil(lines * ROWS_A_LINE) + 2;
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, rows));
}

function panel({ alert, text: markdown }: Runbook): ReturnType<typeof text> {
  return text({
    title: alert,
    content: readable(markdown),
    width: WIDTH,
    height: height(markdown),
  });
}

/** What to do when an alert rings, one panel an alert: a notification opens it on a phone. */
export const runbooks = numbered(
  all
    .map(panel)
    .reduce(
      (builder, next) => builder.withPanel(next),
      framed({
        key: 'runbooks',
        description:
          'What to do when an alert rings. The same text is in docs/alert-runbooks.md of the repository.',
        from: 'now-6h',
      }).variables(variables()),
    )
    .build(),
);

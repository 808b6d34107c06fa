import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { escaped } from './markup.js';

/** A panel and what is in it. */
export interface Filled {
  readonly panel: Panel;
  readonly markup: string;
}

const ROW_PIXELS = 38;

const STYLE = `
* { box-sizing: border-box; margin: 0; }
body { background: #111217; color: #ccccdc; font: 12px Inter, "DejaVu Sans", sans-serif; padding: 10px; }
header { display: flex; gap: 16px; align-items: baseline; padding: 2px 4px 10px; flex-wrap: wrap; }
header h1 { font-size: 17px; font-weight: 600; }
header p { color: #9fa0ae; }
main { display: grid; grid-template-columns: repeat(24, 1fr); grid-auto-rows: ${ROW_PIXELS - 8}px; gap: 8px; }
section { background: #181b1f; border: 1px solid #23262c; border-radius: 3px; padding: 7px 9px; display: flex; flex-direction: column; overflow: hidden; min-width: 0; }
section h2 { font-size: 12px; font-weight: 600; margin-bottom: 5px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.row { background: none; border: none; padding: 2px; justify-content: center; }
.row h2 { font-size: 14px; margin: 0; overflow: visible; }
.stat { font-size: 30px; font-weight: 600; margin: auto; white-space: nowrap; }
.plot { flex: 1; min-height: 0; position: relative; }
.none { color: #7b7c8a; position: absolute; inset: 40% 0 auto; text-align: center; }
/* As Grafana: a long legend does not take the place of the plot. */
.legends { max-height: 42%; overflow: hidden; flex-shrink: 0; }
.legend { border-spacing: 0; width: 100%; color: #a8a9b6; font-size: 11px; }
.legend th { font-weight: 500; text-align: right; color: #6e9fff; }
.legend td { text-align: right; padding-left: 14px; white-space: nowrap; line-height: 15px; }
.legend td:first-child { text-align: left; width: 100%; padding-left: 0; }
.legend i { display: inline-block; width: 12px; height: 4px; border-radius: 2px; margin-right: 7px; vertical-align: middle; }
.table { border-spacing: 0; width: 100%; }
.table th { text-align: left; color: #6e9fff; font-weight: 500; padding: 4px 6px; border-bottom: 1px solid #2c3038; }
.table td { padding: 4px 6px; border-bottom: 1px solid #22252b; white-space: nowrap; }
.bars { display: flex; flex-direction: column; justify-content: space-evenly; flex: 1; }
.bar { display: grid; grid-template-columns: 40% 1fr 44px; gap: 8px; align-items: center; }
.bar b { background: #22252b; height: 16px; display: block; }
.bar u { display: block; height: 100%; }
.bar em { font-style: normal; text-align: right; font-weight: 600; }
.cells { display: flex; flex: 1; min-height: 0; gap: 6px; padding-bottom: 4px; }
.cells svg { flex: 1; height: 100%; min-width: 0; }
.clock { display: flex; justify-content: space-between; color: #9fa0ae; font-size: 11px; padding-left: var(--names); }
.names { display: flex; flex-direction: column; justify-content: space-around; text-align: right; color: #9fa0ae; font-size: 10px; width: 56px; }
.states { display: flex; flex-direction: column; justify-content: space-evenly; flex: 1; }
.state { display: grid; grid-template-columns: 200px 1fr; gap: 10px; align-items: center; }
.state span { text-align: right; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.state svg { height: 24px; width: 100%; opacity: 0.85; }
@media (max-width: 768px) {
  main { display: flex; flex-direction: column; }
  .stat { font-size: 26px; }
  .state { grid-template-columns: 200px 1fr; }
  .table { font-size: 11px; }
  .table td { white-space: normal; overflow-wrap: anywhere; padding: 4px 2px; min-width: 34px; }
  .table th { padding: 4px 2px; }
}
`;

/** The whole page: the panels where the dashboard has them, below each other on a narrow screen. */
export function page(
  title: string,
  subtitle: string,
  filled: readonly Filled[],
  { script, style }: { readonly script: string; readonly style: string },
): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<style>${style}${STYLE}</style>
<header><h1>${escaped(title)}</h1><p>${escaped(subtitle)}</p></header>
<main>${filled.map(box).join('\n')}</main>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</html>`;
}

function box({ panel, markup }: Filled): string {
  const { x = 0, y = 0, w = 24, h = 1 } = panel.gridPos ?? {};
  const place = `grid-area:${y + 1}/${x + 1}/span ${h}/span ${w};height:100%;min-height:${h * ROW_PIXELS - 8}px`;
  const kind = panel.type === 'row' ? ' class="row"' : '';
  return `<section${kind} style="${place}"><h2>${escaped(panel.title ?? '')}</h2>${markup}</section>`;
}

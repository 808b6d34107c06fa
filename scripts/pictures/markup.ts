import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series } from './answers.js';
import { named, reached } from './colours.js';
import { figure } from './figures.js';
import type { Plot } from './plot.js';
import { legendOf } from './plot.js';
import { seriesName } from './series-names.js';

type Answers = readonly (readonly Series[])[];

/** Text that is no markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** One large figure. */
export function statMarkup(panel: Panel, answers: Answers): string {
  const { unit = 'short', decimals, thresholds, noValue = '–' } = panel.fieldConfig?.defaults ?? {};
  const value = answers[0]?.[0]?.values[0];
  if (value === undefined || value === null) return `<p class="stat">${noValue}</p>`;
  const colour = reached(value, thresholds?.steps ?? []);
  return `<p class="stat" style="color:${colour}">${escaped(figure(value, unit, decimals))}</p>`;
}

/** The box that uPlot draws into, and the legend below it. */
export function plotMarkup(plot: Plot, index: number): string {
  const rows = plot.lines.map((line) => {
    const [last, max] = legendOf(line, line.onRight ? undefined : plot.decimals);
    return `<tr><td><i style="background:${line.colour}"></i>${escaped(line.name)}</td><td>${last}</td><td>${max}</td></tr>`;
  });
  if (rows.length === 0) {
    return `<div class="plot" data-plot="${index}"><p class="none">no data</p></div>`;
  }
  return `<div class="plot" data-plot="${index}"></div>
<div class="legends"><table class="legend"><tr><th></th><th>Last</th><th>Max</th></tr>${rows.join('')}</table></div>`;
}

/** Horizontal bars. */
export function barsMarkup(panel: Panel, answers: Answers): string {
  const { unit = 'short', decimals, max = 1, thresholds } = panel.fieldConfig?.defaults ?? {};
  const [target] = (panel.targets ?? []) as Dataquery[];
  const bars = (answers[0] ?? []).map(({ labels, values }) => {
    const value = values[0] ?? 0;
    const colour = reached(value, thresholds?.steps ?? []);
    const width = Math.min(100, (value / max) * 100).toFixed(1);
    const name = escaped(seriesName(target?.legendFormat, labels));
    return `<div class="bar"><span>${name}</span><b><u style="width:${width}%;background:${colour}"></u></b><em style="color:${colour}">${figure(value, unit, decimals)}</em></div>`;
  });
  return `<div class="bars">${bars.join('')}</div>`;
}

interface Organize {
  readonly indexByName: Readonly<Record<string, number>>;
  readonly renameByName: Readonly<Record<string, string>>;
}

/** A table with the columns that the panel asks for. */
export function tableMarkup(panel: Panel, answers: Answers, now: number): string {
  const organize = (panel.transformations ?? []).find(({ id }) => id === 'organize');
  if (organize === undefined) throw new Error(`${panel.title} has no columns`);
  const { indexByName, renameByName } = organize.options as Organize;
  const columns = Object.keys(indexByName).sort(
    (a, b) => (indexByName[a] ?? 0) - (indexByName[b] ?? 0),
  );
  const head = columns.map((name) => `<th>${escaped(renameByName[name] ?? name)}</th>`);
  const rows = (answers[0] ?? []).map(({ labels, values }) => {
    const cells = columns.map((name) =>
      name === 'Value' ? ago(values[0] ?? now, now) : coloured(labels[name] ?? ''),
    );
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<table class="table"><tr>${head.join('')}</tr>${rows.join('')}</table>`;
}

function ago(milliseconds: number, nowSeconds: number): string {
  return `${figure(Math.max(1, Math.round(nowSeconds - milliseconds / 1000)), 's', 0)} ago`;
}

const SEVERITY: Readonly<Record<string, string>> = { critical: 'red', warning: 'orange' };

function coloured(text: string): string {
  const colour = SEVERITY[text];
  const shown = escaped(text);
  return colour === undefined ? shown : `<b style="color:${named(colour)}">${shown}</b>`;
}

/** Runs in the page that is looked at: what of each panel a person can see. */
import type uPlot from 'uplot';
import type { Colour } from './pixels.js';
import { isNear } from './pixels.js';
import type { Asked, SeenChart } from './seen-chart.js';
import { seenChart } from './seen-chart.js';

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** As much of an element as is used here. */
interface Element {
  readonly innerText: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly chart?: uPlot;
  getBoundingClientRect(): Rectangle;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}
declare const document: Element & { readonly documentElement: Element };
declare function getComputedStyle(element: Element): { readonly backgroundColor: string };

/** A panel as it is shown. */
export interface SeenBox {
  readonly title: string;
  readonly place: Rectangle;
  /** How many pixels of its content are cut off at its side. */
  readonly cut: number;
  readonly figure: string | undefined;
  readonly isEmpty: boolean;
  /** How many cells, bars and rows have an extent. */
  readonly cells: number;
  readonly bars: number;
  readonly rows: number;
  /** Lines whose colour is about that of the panel behind them. */
  readonly pale: readonly string[];
  readonly chart: SeenChart | undefined;
}

/** @param asked what to look for, a panel each */
export function boxes(asked: readonly Asked[]): SeenBox[] {
  const sections = [...document.querySelectorAll('main > section')];
  return sections.map((section, index) => box(section, asked[index] ?? NOTHING));
}

const NOTHING: Asked = { limits: [], marks: [] };

/** How much wider than the screen the page is. */
export function overflow(): number {
  return surplus(document.documentElement);
}

function surplus({ scrollWidth, clientWidth }: Element): number {
  return scrollWidth - clientWidth;
}

function box(section: Element, asked: Asked): SeenBox {
  const { left, top, width, height } = section.getBoundingClientRect();
  const chart = section.querySelector('.plot')?.chart;
  const legend = legendOf(section);
  return {
    title: section.querySelector('h2')?.innerText ?? '',
    place: { left, top, width, height },
    cut: Math.max(...[section, ...section.querySelectorAll('.legends')].map(surplus)),
    figure: section.querySelector('.stat')?.innerText,
    isEmpty: section.querySelector('.none') !== null,
    cells: shown(section, 'rect'),
    bars: shown(section, '.bar b'),
    rows: shown(section, '.table tr:has(td)'),
    pale: [...legend].flatMap(([name, colour]) =>
      isNear(colour, background(section)) ? [name] : [],
    ),
    chart: chart === undefined ? undefined : seenChart(chart, legend, asked),
  };
}

/** The colours of the lines, by their names. */
function legendOf(section: Element): ReadonlyMap<string, Colour> {
  const names = [...section.querySelectorAll('.legend td:first-child')];
  return new Map(names.map((name) => [name.innerText, background(name.querySelector('i'))]));
}

function background(element: Element | null): Colour {
  const text = element === null ? '' : getComputedStyle(element).backgroundColor;
  const [red = 0, green = 0, blue = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}

function shown(section: Element, selector: string): number {
  const found = [...section.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
  return found.filter(({ width, height }) => width > 0 && height > 0).length;
}

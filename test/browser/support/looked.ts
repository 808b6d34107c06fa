import { join } from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { bundled } from '../../../scripts/pictures/bundle.js';
import type { Source } from '../../../scripts/pictures/source.js';
import type { Studio, View } from '../../../scripts/pictures/studio.js';
import type { SeenBox } from './in-page.js';
import type { Asked } from './seen-chart.js';

declare const look: typeof import('./in-page.js');

/** A page as it was seen. */
export interface Seen {
  readonly errors: readonly string[];
  readonly boxes: readonly SeenBox[];
  /** How much wider than the screen it is, in pixels. */
  readonly overflow: number;
}

/** Opens the page of a whole dashboard and looks at it. */
export async function looked(
  studio: Studio,
  { dashboard, size }: Omit<View, 'sections'>,
  source: Source,
  asked: readonly Asked[],
): Promise<Seen> {
  const errors: string[] = [];
  const view = { dashboard, size, sections: sectionsOf(dashboard) };
  const page = await studio.show(view, source, (error) => errors.push(error));
  try {
    const content = await bundled(join(__dirname, 'in-page.js'), 'look');
    await page.addScriptTag({ content });
    const overflow = await page.evaluate(() => look.overflow());
    const boxes = await page.evaluate((wanted) => look.boxes(wanted), asked);
    return { errors, boxes, overflow };
  } finally {
    await page.close();
  }
}

function sectionsOf({ panels = [] }: Dashboard): number[] {
  const rows = (panels as Panel[]).filter(({ type }) => type === 'row');
  return [0, ...rows.map((_, index) => index + 1)];
}

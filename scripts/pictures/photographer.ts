import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { DASHBOARDS } from '../../monitoring/dashboards/index.js';
import type { Stretch } from './answers.js';
import { smaller } from './smaller.js';
import type { View } from './studio.js';
import { DESKTOP, demoSource, PHONE, Studio } from './studio.js';

const IMAGES = join(__dirname, '../../../docs/img');

interface Picture extends Omit<View, 'dashboard'> {
  readonly name: string;
  readonly uid: string;
}

const PICTURES: readonly Picture[] = [
  { name: 'dashboard-risk', uid: 'genesis-risk', sections: [0, 1, 2, 3, 4], size: DESKTOP },
  { name: 'dashboard-orders', uid: 'genesis-orders', sections: [0, 1, 2], size: DESKTOP },
  { name: 'dashboard-exchange', uid: 'genesis-exchange', sections: [0, 1, 2, 3], size: DESKTOP },
  { name: 'dashboard-health', uid: 'genesis-health', sections: [0, 1, 3], size: DESKTOP },
  { name: 'dashboard-phone', uid: 'genesis-risk', sections: [0, 1], size: PHONE },
];

/** Photographs the dashboards as a page of ours draws them from what a Prometheus answers. */
export async function draw(url: string, stretch: Stretch): Promise<void> {
  const source = await demoSource(url, stretch);
  const studio = await Studio.open();
  try {
    for (const { name, uid, ...rest } of PICTURES) {
      const page = await studio.show({ ...rest, dashboard: byUid(uid) }, source, (error) =>
        process.stderr.write(`${name}: ${error}\n`),
      );
      const picture = smaller(await page.screenshot({ fullPage: true }));
      await page.close();
      writeFileSync(join(IMAGES, `${name}.png`), picture);
      process.stdout.write(`${name}.png ${Math.round(picture.length / 1024)} kB\n`);
    }
  } finally {
    await studio.close();
  }
}

function byUid(uid: string): Dashboard {
  const found = DASHBOARDS.find((dashboard) => dashboard.uid === uid);
  if (found === undefined) throw new Error(`there is no dashboard ${uid}`);
  return found;
}

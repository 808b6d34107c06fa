import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { DASHBOARD_UIDS } from '../../grafana.js';
import type { AnyDashboardKey } from '../titles.js';
import { DASHBOARD_TITLES } from '../titles.js';

/** To every other dashboard, with the time and the choice that are shown here. */
export function linksFrom(own: AnyDashboardKey): DashboardLinkBuilder[] {
  const others = (Object.keys(DASHBOARD_UIDS) as AnyDashboardKey[]).filter((key) => key !== own);
  return others.map((key) =>
    new DashboardLinkBuilder(DASHBOARD_TITLES[key])
      .type(DashboardLinkType.Link)
      .icon('dashboard')
      .url(`/d/${DASHBOARD_UIDS[key]}`)
      .includeVars(true)
      .keepTime(true),
  );
}

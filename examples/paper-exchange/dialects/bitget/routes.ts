import type { Routes } from '../route.js';
import { PUBLIC } from './market-routes.js';
import { MIX_TRADING } from './mix-routes.js';
import { SPOT_TRADING } from './spot-routes.js';

/** The classic accounts, spot and USDT futures. */
export const CLASSIC: Routes = { ...SPOT_TRADING, ...MIX_TRADING, ...PUBLIC };

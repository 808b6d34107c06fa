import type { Account } from '../../accounts.js';
import { plain } from '../../money.js';

export const spotBalances = ({ spot }: Account, currency: string | undefined) =>
  [...spot.balances()]
    .filter(([name]) => currency === undefined || name === currency)
    .map(([name, { free, locked }]) => ({
      currency: name,
      available: plain(free),
      locked: plain(locked),
      update_id: 1,
    }));

export const futuresAccount = ({ usdm }: Account) => ({
  user: 1,
  currency: usdm.asset,
  total: plain(usdm.wallet),
  unrealised_pnl: plain(usdm.totalUnrealized()),
  position_margin: plain(usdm.totalPositionMargin()),
  order_margin: plain(usdm.orderMargin()),
  available: plain(usdm.available()),
  point: '0',
  bonus: '0',
  in_dual_mode: false,
  enable_credit: true,
});

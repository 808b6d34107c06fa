import { GenesisError } from '../../errors.js';

/** What protects an endpoint, as it was when it was opened. */
export interface Protection {
  /** Whether anything but the loopback address keeps strangers out. */
  readonly isGuarded: boolean;
  readonly isEncrypted: boolean;
  /** Whether the certificates of clients are credentials. */
  readonly countsCertificates: boolean;
}

/**
 * Refuses to open an endpoint again with less than protected it before: its files may have changed
 * meanwhile, and while it was open such a change did not open it to anybody.
 * @throws GenesisError `GENESIS_ENDPOINT_UNGUARDED`
 */
export function requireProtection(now: Protection, before: Protection): void {
  const lost = (Object.keys(before) as (keyof Protection)[]).some((of) => before[of] && !now[of]);
  if (!lost) return;
  throw new GenesisError(
    'GENESIS_ENDPOINT_UNGUARDED',
    'the files of the metrics endpoint hold less protection than when it was opened (credentials, TLS or client certificates are gone); it stays closed until they are back',
  );
}

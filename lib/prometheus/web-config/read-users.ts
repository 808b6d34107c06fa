import type { ConfigNode } from './config-node.js';

const HASH = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const LOWEST_COST = 4;
/** Each step doubles the time; at this one a comparison takes two to four seconds. */
const HIGHEST_COST = 15;

/**
 * The section `basic_auth_users`; users are told by their line, because what stands for a name may
 * be a password in the wrong place.
 * @throws ConfigFault
 */
export function readUsers(section: ConfigNode | undefined): Map<string, string> {
  const users = new Map<string, string>();
  for (const [name, node] of section?.map() ?? []) {
    if (name === '' || /[:\p{Cc}]/u.test(name)) {
      throw node.fault('the name is empty, has a colon or a control character');
    }
    users.set(name, hash(node));
  }
  return users;
}

function hash(node: ConfigNode): string {
  const value = node.text();
  const cost = Number(HASH.exec(value)?.[1] ?? Number.NaN);
  if (Number.isNaN(cost) || cost < LOWEST_COST) {
    throw node.fault('the user has no bcrypt hash, which starts with $2a$, $2b$ or $2y$');
  }
  if (cost > HIGHEST_COST) {
    throw node.fault(
      `the hash of the user has cost ${cost}, and a check would take many seconds; the highest is ${HIGHEST_COST}`,
    );
  }
  return value;
}

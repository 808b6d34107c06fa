import { faultName } from '../../diagnostics/fault-name.js';
import { invalidFile } from '../files/watched-file.js';
import { ConfigFault } from './config-fault.js';
import { ConfigNode } from './config-node.js';
import { HTTP2_CIPHERS } from './go-names.js';
import { readHttp } from './read-http.js';
import { readRateLimit } from './read-rate-limit.js';
import { readTls } from './read-tls.js';
import { readUsers } from './read-users.js';
import type { FilePlace } from './tls-entries.js';
import type { WebConfig } from './web-config.js';

const KEYS = ['tls_server_config', 'http_server_config', 'basic_auth_users', 'rate_limit'];

/**
 * Reads a web configuration file of the Prometheus exporter-toolkit. An empty one configures
 * nothing.
 * @param directory what relative paths in it start from
 * @param label names the variable or option in messages
 * @throws GenesisError `GENESIS_CONFIG_INVALID`, naming the key
 */
export function parseWebConfig(text: string, directory: string, label: string): WebConfig {
  try {
    return readWebConfig(text, { directory, label });
  } catch (fault) {
    throw invalidFile(label, fault);
  }
}

/** The same for who has words of its own around the fault. @throws ConfigFault */
export function readWebConfig(text: string, place: FilePlace): WebConfig {
  try {
    return read(text, place);
  } catch (fault) {
    if (fault instanceof ConfigFault) throw fault;
    throw new ConfigFault(`is no readable YAML (${faultName(fault)})`);
  }
}

function read(text: string, place: FilePlace): WebConfig {
  const root = ConfigNode.parse(text)?.map(KEYS);
  const section = root?.get('tls_server_config');
  const tls = section === undefined ? undefined : readTls(section, place);
  const http = readHttp(root?.get('http_server_config'));
  const config = {
    tls,
    ...http,
    users: readUsers(root?.get('basic_auth_users')),
    rateLimit: readRateLimit(root?.get('rate_limit')),
  };
  if (section !== undefined) checkHttp2(section, config);
  return config;
}

/** The original refuses this combination too, because HTTP/2 does. */
function checkHttp2(section: ConfigNode, { tls, http2 }: WebConfig): void {
  if (tls === undefined || !http2 || tls.minVersion === 'TLSv1.3' || tls.ciphers.length === 0) {
    return;
  }
  if (tls.ciphers.some((name) => HTTP2_CIPHERS.includes(name))) return;
  throw section.fault(
    'cipher_suites lacks TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or its ECDSA twin, which HTTP/2 needs; add it or set http_server_config.http2 to false',
  );
}

import { resolve } from 'node:path';
import type { EndpointConfig } from '../config/genesis-config.js';

/** Files are looked at again and again, and the bot may have gone to another folder by then. */
export function withAbsolutePaths(config: EndpointConfig): EndpointConfig {
  const { authTokenFile, webConfigFile, tls } = config;
  return {
    ...config,
    ...(authTokenFile === undefined ? {} : { authTokenFile: absolute(authTokenFile) }),
    ...(webConfigFile === undefined ? {} : { webConfigFile: absolute(webConfigFile) }),
    ...(tls === undefined ? {} : { tls: mapped(tls) }),
  };
}

function mapped<Files extends object>(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, path]) => [name, absolute(path as string)]),
  ) as Files;
}

/** What is no path is told by the check that follows. */
function absolute(path: string): string {
  return typeof path === 'string' && path !== '' ? resolve(path) : path;
}

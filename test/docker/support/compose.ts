import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const DOCKER = join(__dirname, '../../../../docker');

/** What tests look at of a service. */
export interface Service {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<
    Record<string, { readonly name: string; readonly internal?: boolean }>
  >;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const COMPOSE_TEXT = readFileSync(join(DOCKER, 'docker-compose.monitoring.yml'), 'utf8');
export const COMPOSE = parse(COMPOSE_TEXT, { merge: true }) as Compose;
export const SERVICES = Object.entries(COMPOSE.services);

/** A mount in its short form. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly mode: string | undefined;
}

export function mountsOf({ volumes = [] }: Service): Mount[] {
  return volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, mode };
  });
}

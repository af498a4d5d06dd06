import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './child.js';

/** A service of docker-compose.yml, as far as it can be started natively. */
export interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly dependsOn: readonly string[];
}

interface RawService {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly deploy?: { readonly replicas?: number };
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

/** Compose's own interpolation: `${NAME:?why}` must be set, `${NAME:-default}` may be. */
function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind: string, rest: string) => {
      const value = values[name];
      if (value !== undefined && value !== '') return value;
      if (kind === '?') throw new Error(`docker-compose.yml wants ${name}: ${rest}`);
      return rest;
    },
  );
}

/** Reads the services of docker-compose.yml with these values for its variables. */
export function readCompose(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, ComposeService>> {
  const file = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: Readonly<Record<string, RawService>>;
  };
  return Object.fromEntries(
    Object.entries(file.services).map(([name, raw]) => [
      name,
      {
        command: raw.command ?? [],
        environment: Object.fromEntries(
          Object.entries(raw.environment ?? {}).map(([key, value]) => [
            key,
            interpolate(String(value), values),
          ]),
        ),
        replicas: raw.deploy?.replicas ?? 1,
        dependsOn: Object.keys(raw.depends_on ?? {}),
      },
    ]),
  );
}

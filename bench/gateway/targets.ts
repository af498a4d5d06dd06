import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type Server, type Start, startServer } from '../product.js';
import type { Installation } from '../servers/installation.js';
import type { Cores } from './cores.js';
import { type Scene, writeCallers } from './scene.js';

/** A gateway that is measured, and the processes that work for it. */
export interface Target {
  readonly name: TargetName;
  readonly server: Server;
  readonly subgraphs: readonly Server[];
}

/** Ours both ways, and what it is measured against. */
export type TargetName = 'distributed' | 'embedded' | 'apollo' | 'hive';

/** What gateways are started with. */
export interface Setup {
  readonly installation: Installation;
  readonly scene: Scene;
  readonly cores: Cores;
  /** For what they read at their start. */
  readonly folder: string;
  /** Where the reference gateways are installed, from the root of the repository. */
  readonly references: string;
  readonly supergraph: string;
  /** Where each subgraph is asked. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The subgraphs of the bench, when there are any. */
  readonly campus: readonly Server[];
}

/** Nobody may ask ours this; the references have no such rule, and no page that says that they are ready. */
const answersQueries = (url: string): Promise<boolean> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  }).then(
    ({ ok }) => ok,
    // Nobody listens yet.
    () => false,
  );

interface Started {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly start?: Start;
}

/** How ours is started: as it ships, or over the supergraph of the bench by a program of its own. */
function ours({ installation, campus }: Setup, mode: 'distributed' | 'embedded'): Started {
  const { environment, database } = installation;
  const { REDIS_URL, ...alone } = environment;
  const own = {
    ...alone,
    NODE_ENV: 'production',
    ...(mode === 'embedded' ? { DATABASE_URL: database.url } : REDIS_URL !== undefined && { REDIS_URL }),
  };
  if (campus.length > 0) {
    return { program: 'bench/gateway/programs/ours.mjs', environment: own, start: { args: [mode] } };
  }
  return { program: `gateway/dist/${mode === 'embedded' ? 'all-in-one' : 'main'}.js`, environment: own };
}

/** How it is started as its makers do it. */
function programOf(name: TargetName, setup: Setup, supergraphFile: string, port: number): Started {
  if (name === 'distributed' || name === 'embedded') return ours(setup, name);
  const { PROOF_SECRET = '' } = setup.installation.environment;
  const environment = { PROOF_SECRET, NODE_ENV: 'production', CALLERS: join(setup.folder, 'callers.json') };
  if (name === 'apollo') {
    return { program: `${setup.references}/apollo.mjs`, environment, start: { isReady: answersQueries } };
  }
  const config = fileURLToPath(new URL(`../../${setup.references}/hive.mjs`, import.meta.url));
  const args = ['supergraph', supergraphFile, '--port', String(port), '--host', '127.0.0.1', '-c', config];
  return {
    program: `${setup.references}/hive-gateway.mjs`,
    environment,
    start: { args, isReady: answersQueries },
  };
}

/** Starts one over the supergraph of the setup. */
export async function startTarget(name: TargetName, setup: Setup): Promise<Target> {
  const { installation, scene, cores, folder, addresses, campus } = setup;
  const port = await freePort();
  const SUPERGRAPH = join(folder, `${randomBytes(4).toString('hex')}.graphql`);
  await writeFile(SUPERGRAPH, setup.supergraph);
  await writeCallers(join(folder, 'callers.json'), scene);
  const { program, environment, start } = programOf(name, setup, SUPERGRAPH, port);
  const given = { SUPERGRAPH, SUBGRAPHS: JSON.stringify(addresses), PEOPLE: JSON.stringify(scene.people) };
  const server = await startServer(
    program,
    port,
    { ...given, ...environment },
    {
      ...start,
      through: cores.through,
    },
  );
  const subgraphs = name === 'embedded' ? [] : [...Object.values(installation.subgraphs), ...campus];
  return { name, server, subgraphs };
}

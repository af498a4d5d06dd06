import { freePort, type Server, startServer } from '../product.js';
import type { Scene } from './scene.js';

/** The two subgraphs of the bench, each a process of its own. */
export async function startCampus(
  { people }: Scene,
  proofSecret: string,
): Promise<Readonly<Record<string, Server>>> {
  const environment = { PROOF_SECRET: proofSecret, PEOPLE: JSON.stringify(people) };
  const start = async (name: string): Promise<Server> =>
    startServer('bench/gateway/programs/serve-campus.mjs', await freePort(), environment, { args: [name] });
  return { library: await start('library'), timetable: await start('timetable') };
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** PostgreSQL could not be started, for a reason that a person can mend; the message is one sentence. */
export class PostgresError extends Error {}

const OWNER_FILE = 'parley.pid';
const HAND_OVER_MS = 3_000;

/** The pid of a server that still runs on this folder (its parent was killed), else null. */
async function survivor(dataDir: string): Promise<number | null> {
  try {
    const pid = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8');
    return !stat.includes(') Z ') && command.includes('postgres') ? pid : null;
  } catch {
    // No pid file, or nobody has that pid any more.
    return null;
  }
}

/** Writes down whose child the server on this folder is: ours. */
export const own = (dataDir: string): Promise<void> =>
  writeFile(join(dataDir, OWNER_FILE), String(process.pid));

/** The pid of a living product whose child that server is; null when the server is an orphan. */
async function ownerOf(dataDir: string, server: number): Promise<number | null> {
  try {
    const owner = Number(await readFile(join(dataDir, OWNER_FILE), 'utf8'));
    const stat = await readFile(`/proc/${String(server)}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(') ')).split(' ')[2]);
    return owner === parent ? owner : null;
  } catch {
    // Nobody wrote down whose it is, or the server is gone.
    return null;
  }
}

async function untilGone(serverDir: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while ((await survivor(serverDir)) !== null) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/**
 * A server whose parent was killed is stopping by itself (pdeathsig); it is asked again and waited for. One that
 * belongs to a product that lives is not ours to stop: it is given a moment, since that product may be stopping.
 */
export async function endSurvivor(dataDir: string, serverDir: string): Promise<void> {
  const server = await survivor(serverDir);
  if (server === null) return;
  const owner = await ownerOf(dataDir, server);
  if (owner === null) process.kill(server, 'SIGINT');
  if (await untilGone(serverDir, owner === null ? 30_000 : HAND_OVER_MS)) return;
  throw new PostgresError(
    owner === null
      ? `Another PostgreSQL (pid ${String(server)}) holds ${serverDir} and does not stop; stop it first.`
      : `Another Parley (pid ${String(owner)}) runs on ${dataDir}; stop it first, or set DATA_DIR to another folder.`,
  );
}

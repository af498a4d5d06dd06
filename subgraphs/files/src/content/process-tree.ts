import { readFile, readdir } from 'node:fs/promises';

const PAGE = 4_096;

const quiet = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // Processes end while they are looked at; on systems without this folder nothing is known of any.
    return '';
  }
};

/** Bytes of memory that a process and all that it started hold; 0 where the system does not say. */
export async function memoryOf(pid: number): Promise<number> {
  const [statm, tasks] = await Promise.all([
    quiet(`/proc/${String(pid)}/statm`),
    readdir(`/proc/${String(pid)}/task`).catch(() => []),
  ]);
  const children = await Promise.all(
    tasks.map((task) => quiet(`/proc/${String(pid)}/task/${task}/children`)),
  );
  const pids = children.flatMap((line) => line.split(' ').filter(Boolean).map(Number));
  const below = await Promise.all(pids.map(memoryOf));
  return Number(statm.split(' ')[1] ?? 0) * PAGE + below.reduce((sum, bytes) => sum + bytes, 0);
}

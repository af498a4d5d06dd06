import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';

/** A program of the system is missing, or could not do what it was asked for. */
export class ToolFailed extends Error {
  constructor(
    readonly tool: string,
    readonly why: 'MISSING' | 'FAILED' | 'TIME' | 'OUTPUT',
    said = '',
  ) {
    super(`${tool}: ${why} ${said}`.trim());
  }
}

/** What a program may use. */
interface ToolBounds {
  readonly milliseconds: number;
  /** Gives up when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** Of what a program says, in bytes. */
const MOST = 64_000_000;

/**
 * Runs a program of the system on what strangers sent: for so long, behind everything else that runs on this machine.
 * @returns what it says @throws ToolFailed
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { milliseconds, signal }: ToolBounds,
): Promise<string> {
  const child = spawn(tool, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  let [length, failure, complaint] = [0, '' as '' | 'TIME' | 'OUTPUT', ''];
  const stop = (why: 'TIME' | 'OUTPUT'): void => {
    failure ||= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(stop, milliseconds, 'TIME');
  const aborted = () => {
    stop('TIME');
  };
  signal?.addEventListener('abort', aborted);
  child.stdout.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > MOST) stop('OUTPUT');
    else said.push(piece);
  });
  child.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString('utf8')).slice(-500);
  });
  try {
    const closed = once(child, 'close');
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const [code] = (await closed) as [number | null];
    if (failure) throw new ToolFailed(tool, failure);
    if (code !== 0) throw new ToolFailed(tool, 'FAILED', complaint.trim());
    return Buffer.concat(said).toString('utf8');
  } catch (error) {
    // Node says by this code that there is no such program.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ToolFailed(tool, 'MISSING');
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
}

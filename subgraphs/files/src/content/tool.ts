import { spawn } from 'node:child_process';
import { once } from 'node:events';

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
export interface ToolBounds {
  readonly milliseconds?: number;
  /** Of what it says, in bytes. */
  readonly most?: number;
  /** Receives what it says instead of gathering it. */
  readonly onBytes?: (piece: Buffer) => void;
}

const MILLISECONDS = 60_000;
const MOST = 64_000_000;

/**
 * Runs a program of the system on a file that nobody trusts, inside the limits of this process.
 * @returns what it says @throws ToolFailed
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { milliseconds = MILLISECONDS, most = MOST, onBytes }: ToolBounds = {},
): Promise<Buffer> {
  const child = spawn(tool, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  let [length, failure, complaint] = [0, '' as '' | 'TIME' | 'OUTPUT', ''];
  const stop = (why: 'TIME' | 'OUTPUT'): void => {
    failure ||= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => {
    stop('TIME');
  }, milliseconds);
  child.stdout.on('data', (piece: Buffer) => {
    length += piece.length;
    if (onBytes) onBytes(piece);
    else if (length > most) stop('OUTPUT');
    else said.push(piece);
  });
  child.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString('utf8')).slice(-500);
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (failure) throw new ToolFailed(tool, failure);
    if (code !== 0) throw new ToolFailed(tool, 'FAILED', complaint.trim());
    return Buffer.concat(said);
  } catch (error) {
    // Node says by this code that there is no such program.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ToolFailed(tool, 'MISSING');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What the work gives; null where a program is missing or cannot read this very file. */
export async function unlessToolFails<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // Programs that are not installed and files they do not understand leave a file without a preview, no more.
    if (error instanceof ToolFailed) return null;
    throw error;
  }
}

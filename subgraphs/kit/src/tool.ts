import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';

/** A program of the system is missing, could not do what it was asked for, or was ended by somebody else: KILLED. */
export class ToolFailed extends Error {
  constructor(
    readonly tool: string,
    readonly why: 'MISSING' | 'FAILED' | 'KILLED' | 'TIME' | 'OUTPUT',
    said = '',
  ) {
    super(`${tool}: ${why} ${said}`.trim());
  }
}

/** What a program may use. */
export interface ToolBounds {
  /** A minute, unless told otherwise. */
  readonly milliseconds?: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined;
  /** Of what it says, in bytes. */
  readonly most?: number;
  /** Receives what it says instead of gathering it. */
  readonly onBytes?: (piece: Buffer) => void;
  /** Of the processor's time, as the system counts it; that of this process, unless told otherwise. */
  readonly priority?: number;
}

const MILLISECONDS = 60_000;
const MOST = 64_000_000;

/** What was heard of a program until now. */
interface Heard {
  readonly said: Buffer[];
  /** The end of what it complained of. */
  complaint: string;
  /** Why it was ended by us. */
  ended: 'TIME' | 'OUTPUT' | null;
}

/** Hears a program, and ends it at its bounds; `leave` when it is done. */
function attend(
  child: ChildProcessByStdio<null, Readable, Readable>,
  { milliseconds = MILLISECONDS, signal, most = MOST, onBytes }: ToolBounds,
): { readonly heard: Heard; readonly leave: () => void } {
  const heard: Heard = { said: [], complaint: '', ended: null };
  let length = 0;
  const end = (why: 'TIME' | 'OUTPUT'): void => {
    heard.ended ??= why;
    child.kill('SIGKILL');
  };
  const late = (): void => {
    end('TIME');
  };
  const timer = setTimeout(late, milliseconds);
  signal?.addEventListener('abort', late);
  child.stdout.on('data', (piece: Buffer) => {
    length += piece.length;
    if (onBytes) onBytes(piece);
    else if (length > most) end('OUTPUT');
    else heard.said.push(piece);
  });
  child.stderr.on('data', (piece: Buffer) => {
    heard.complaint = (heard.complaint + piece.toString('utf8')).slice(-500);
  });
  const leave = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', late);
  };
  return { heard, leave };
}

/** What programs of ffmpeg say when a signal has asked them to end. */
const ASKED_TO_END = 255;
/** What setpriv says where there is no such program. */
const NOT_THERE = 127;

let hasSetpriv: boolean | undefined;

/**
 * How a program is started that ends with us, even when we are killed: the kernel sends it that signal at our death
 * (setpriv of util-linux, where that is there).
 */
export function endingWithUs(
  program: string,
  args: readonly string[],
  signal: 'TERM' | 'KILL',
): readonly [string, readonly string[]] {
  hasSetpriv ??= spawnSync('setpriv', ['--version']).status === 0;
  return hasSetpriv ? ['setpriv', ['--pdeathsig', signal, program, ...args]] : [program, args];
}

/** Starts a program apart from what a terminal tells all of us: this process ends its work in order. */
function begin(tool: string, args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  const [program, its] = endingWithUs(tool, args, 'KILL');
  return spawn(program, [...its], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

/** @throws ToolFailed unless the program has done what it was asked for */
function checkEnd(tool: string, heard: Heard, code: number | null): void {
  if (heard.ended) throw new ToolFailed(tool, heard.ended);
  if (code === 0) return;
  if (code === null || code === ASKED_TO_END) throw new ToolFailed(tool, 'KILLED');
  if (code === NOT_THERE && heard.complaint.startsWith('setpriv:')) throw new ToolFailed(tool, 'MISSING');
  throw new ToolFailed(tool, 'FAILED', heard.complaint.trim());
}

/**
 * Runs a program of the system on what nobody trusts, inside the limits of this process.
 * @returns what it says @throws ToolFailed
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  bounds: ToolBounds = {},
): Promise<Buffer> {
  const child = begin(tool, args);
  const { heard, leave } = attend(child, bounds);
  try {
    const closed = once(child, 'close');
    if (bounds.priority !== undefined && child.pid !== undefined) setPriority(child.pid, bounds.priority);
    const [code] = (await closed) as [number | null];
    checkEnd(tool, heard, code);
    return Buffer.concat(heard.said);
  } catch (error) {
    // Node says by this code that there is no such program.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ToolFailed(tool, 'MISSING');
    throw error;
  } finally {
    leave();
  }
}

/** What the work gives; null where a program is missing or cannot read this very file. */
export async function unlessToolFails<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // What is made with a program is left out where the program is not there, or does not understand.
    if (error instanceof ToolFailed) return null;
    throw error;
  }
}

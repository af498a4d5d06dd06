import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { type Stats, createReadStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM_FOLDERS } from '@parley/kit';
import type { ContentAnswers, ContentTask } from './content-task.js';
import { memoryOf } from './process-tree.js';

/** What one look into a file may cost; whoever wants more is ended with everything that it started. */
export interface ContentLimits {
  readonly milliseconds: number;
  /** Of all its processes together. */
  readonly memoryBytes: number;
  /** Of what it writes. */
  readonly outputBytes: number;
}

/** The limits that apply unless told otherwise. */
export const CONTENT_LIMITS: ContentLimits = {
  milliseconds: 120_000,
  memoryBytes: 1_500_000_000,
  outputBytes: 500_000_000,
};

/** The child process could not do its task; the file is at fault, not this process. */
export class ContentFailed extends Error {
  constructor(
    readonly why: 'TIME' | 'MEMORY' | 'OUTPUT' | 'CRASH' | 'FAILED',
    detail = '',
  ) {
    super(`The file could not be looked into: ${why} ${detail}`.trim());
  }
}

/** A result in the folder of a task. */
export interface MadeFile {
  readonly size: number;
  read(): AsyncIterable<Buffer>;
}

/** Looks into files in child processes of their own, so that nothing in a file reaches this one. */
export interface ContentWorkers {
  /**
   * Does one task; its results are there until `use` is done.
   * @param own limits of this task, where it may cost more or less than others
   * @throws ContentFailed
   */
  run<K extends ContentTask['kind'], T>(
    task: Omit<ContentTask, 'folder'> & { readonly kind: K },
    use: (answer: ContentAnswers[K], made: (file: string) => Promise<MadeFile>) => Promise<T>,
    own?: Partial<ContentLimits>,
  ): Promise<T>;
  /** Ends whatever runs. */
  stop(): void;
}

/**
 * Child processes for looking into files, few at a time.
 * @param options.folder where tasks get folders of their own; the system's for temporary files when left out
 */
export function contentWorkers(
  options: { folder?: string; atOnce?: number; limits?: Partial<ContentLimits> } = {},
): ContentWorkers {
  const { folder = join(tmpdir(), 'parley-content'), atOnce = 2 } = options;
  const usual = { ...CONTENT_LIMITS, ...options.limits };
  const turns = new Turns(atOnce);
  const running = new Set<ChildProcess>();
  let swept: Promise<void> | undefined;
  return {
    run: (task, use, ownLimits) =>
      turns.take(urgencyOf(task), async () => {
        const limits = { ...usual, ...ownLimits };
        await mkdir(folder, { recursive: true });
        await (swept ??= sweep(folder));
        const own = await mkdtemp(join(folder, 'task-'));
        try {
          const answer = await runTask({ ...task, folder: own }, limits, running);
          return await use(answer as ContentAnswers[typeof task.kind], (file) => madeFile(own, file, limits));
        } finally {
          await rm(own, { recursive: true, force: true });
        }
      }),
    stop: () => {
      for (const child of running) killTree(child);
    },
  };
}

const LEFT_BEHIND_MS = 3_600_000;

/** Removes what a process left behind that was killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const age = Date.now() - ((await lstat(path).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > LEFT_BEHIND_MS) await rm(path, { recursive: true, force: true });
  }
}

/** What a child says it made is looked at again: a plain file of that very folder, no larger than allowed. */
async function madeFile(folder: string, file: string, limits: ContentLimits): Promise<MadeFile> {
  const path = join(folder, basename(file));
  const found: Stats | null = await lstat(path).catch(() => null);
  if (!found?.isFile() || found.nlink > 1) throw new ContentFailed('FAILED', 'no such result');
  if (found.size > limits.outputBytes) throw new ContentFailed('OUTPUT');
  return { size: found.size, read: () => createReadStream(path) };
}

/** What somebody waits for goes first: whether it may be had, then what it looks like, then its words. */
const URGENCY = { inspect: 0, strip: 0, watermark: 0, render: 1, read: 2, stream: 3 } as const;

/** Pictures are drawn in a moment; nobody's thumbnail waits for the pages of an office file. */
const urgencyOf = ({ kind, type }: Pick<ContentTask, 'kind' | 'type'>): number =>
  kind === 'render' && type.kind === 'IMAGE' ? 0.5 : URGENCY[kind];

/** Few tasks at a time; others wait in the order of their urgency. */
class Turns {
  private free: number;
  private readonly waiting: { readonly urgency: number; readonly begin: () => void }[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  async take<T>(urgency: number, work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((begin) => this.waiting.push({ urgency, begin }));
    try {
      return await work();
    } finally {
      this.waiting.sort((one, other) => one.urgency - other.urgency);
      const next = this.waiting.shift();
      if (next) next.begin();
      else this.free += 1;
    }
  }
}

type Said = { readonly answer: unknown } | { readonly failed: string };

const LOOK_EVERY_MS = 100;

async function runTask(
  task: ContentTask,
  limits: ContentLimits,
  running: Set<ChildProcess>,
): Promise<unknown> {
  const child = start(task.folder, limits);
  running.add(child);
  const watch = watched(child, task.folder, limits);
  try {
    child.send(task, () => undefined);
    const said = await Promise.race([watch.exceeded, answerOf(child)]);
    if ('failed' in said) throw new ContentFailed('FAILED', said.failed);
    return said.answer;
  } finally {
    watch.stop();
    killTree(child);
    running.delete(child);
  }
}

function answerOf(child: ChildProcess): Promise<Said> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr?.on('data', (piece: Buffer) => {
      complaint = (complaint + piece.toString('utf8')).slice(-400);
    });
    child.once('message', (said) => {
      resolve(said as Said);
    });
    child.once('error', (error) => {
      reject(new ContentFailed('CRASH', error.message));
    });
    child.once('exit', (code, signal) => {
      reject(new ContentFailed('CRASH', `${String(signal ?? code)} ${complaint}`));
    });
  });
}

/** Looks at what a child uses until it has answered. */
function watched(
  child: ChildProcess,
  folder: string,
  limits: ContentLimits,
): { exceeded: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const { promise: exceeded, reject } = Promise.withResolvers<never>();
  exceeded.catch(() => undefined);
  const begun = performance.now();
  const look = async (): Promise<void> => {
    const [memory, written] = await Promise.all([memoryOf(child.pid ?? 0), sizeOf(folder)]);
    if (performance.now() - begun > limits.milliseconds) reject(new ContentFailed('TIME'));
    else if (memory > limits.memoryBytes) reject(new ContentFailed('MEMORY'));
    else if (written > limits.outputBytes) reject(new ContentFailed('OUTPUT'));
    else if (timer) timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  timer = setTimeout(() => void look(), Math.min(LOOK_EVERY_MS, limits.milliseconds));
  return {
    exceeded,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? ((await lstat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0) : 0,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function start(folder: string, limits: ContentLimits): ChildProcess {
  const file = fileURLToPath(import.meta.url).replace(/content-workers\.([jt]s)$/, 'content-worker.$1');
  const heap = Math.floor(limits.memoryBytes / 1_000_000 / 2);
  const loader = file.endsWith('.ts') ? FROM_SOURCE : [];
  const node = [process.execPath, `--max-old-space-size=${String(heap)}`, ...loader, file];
  const [command = '', ...args] = [...cage(), ...bounded(limits), ...node];
  return spawn(command, args, {
    // No secret of this process, no socket of it: a path to find programs by, and a home that is empty.
    env: {
      PATH: SEARCHED,
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      OMP_THREAD_LIMIT: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    cwd: folder,
    detached: process.platform !== 'win32',
  });
}

/** Run from source, Node takes the types away itself, and looks for files by what they are called there. */
const FROM_SOURCE = [
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  `data:text/javascript,${encodeURIComponent(
    `import { registerHooks } from 'node:module';
    const isOurs = (name, from) => name.startsWith('.') && from?.endsWith('.ts');
    registerHooks({ resolve: (name, context, next) =>
      next(isOurs(name, context.parentURL) ? name.replace(/\\.js$/, '.ts') : name, context) });`,
  )}`,
];

/** As an environment names them. */
const SEARCHED = PROGRAM_FOLDERS.join(':');

/** Limits that the system keeps itself: no core files, no endless file, no endless work. */
function bounded({ milliseconds, outputBytes }: ContentLimits): string[] {
  if (process.platform === 'win32') return [];
  const seconds = Math.ceil((milliseconds / 1_000) * 2);
  const blocks = Math.ceil(outputBytes / 512);
  const script = `ulimit -c 0; ulimit -f ${String(blocks)}; ulimit -t ${String(seconds)}; exec "$@"`;
  return ['/bin/sh', '-c', script, 'sh'];
}

const CAGES: readonly (readonly string[])[] = [
  ['unshare', '--user', '--map-current-user', '--net', '--ipc', '--uts'],
  ['unshare', '--net'],
];

let found: readonly string[] | null = null;

/**
 * Where the system allows it, children have no network, and are strangers to this process: they may not look at its
 * memory or its environment. Containers often forbid it; their own borders are what remains then.
 */
function cage(): readonly string[] {
  found ??=
    process.platform === 'linux'
      ? (CAGES.find(([command = '', ...args]) => spawnSync(command, [...args, 'true']).status === 0) ?? [])
      : [];
  return found;
}

/** Ends a child and whatever it started: they are one group. */
function killTree(child: ChildProcess): void {
  child.removeAllListeners('message');
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended by itself.
  }
}

import { ConfigError, PostgresError } from '@parley/kit';

/** What went wrong at the start, for the person who started it; null for what nobody foresaw. */
function explain(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof PostgresError) return error.message;
  if (!(error instanceof Error)) return null;
  const { code, path, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} at ${address ?? 'this machine'} is taken; stop what listens there or set PORT to another one.`;
    case 'EACCES':
      return `There is no right to use ${path ?? `port ${String(port)}`}; choose another one.`;
    case 'ENOSPC':
      return `There is no room left on the disk${path ? ` for ${path}` : ''}; nothing was started.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${address ?? 'the database'}:${String(port)}; check DATABASE_URL.`;
    default:
      return null;
  }
}

/** Starts, or says in one sentence why not and exits with 1. */
export async function startOrExplain(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    // The only place above everything: whatever kept us from starting ends here.
    const sentence =
      explain(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.stderr.write(`${sentence}\n`, () => process.exit(1));
  }
}

/** Stops once, gracefully, on SIGTERM, SIGINT, or when the process that started us is gone. */
export function runUntilStopped(stop: () => Promise<void>): void {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`, () => process.exit(1));
      },
    );
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  process.on('disconnect', once);
}

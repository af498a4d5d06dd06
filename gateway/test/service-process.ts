import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./notes-service.ts', import.meta.url));
/** tsx compiles decorators as this says. */
const TSCONFIG = fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url));

/** A replica of the small subgraph `notes` in a process of its own. */
export class ServiceProcess implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Resolves once it serves. @throws Error when it ends instead */
  static async start(environment: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const args = ['--conditions=parley-source', '--import', 'tsx', SCRIPT];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, TSX_TSCONFIG_PATH: TSCONFIG, PORT: '0', LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const [, url] = /^ready (\S+)$/.exec(line) ?? [];
      if (url !== undefined) return new ServiceProcess(child, url);
    }
    throw new Error('The service ended before it served');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Wakes it where it is suspended; false when it has ended. */
  revive(): boolean {
    this.signal('SIGCONT');
    return this.isRunning;
  }

  private get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Signals it and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGCONT');
    this.child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
  }
}

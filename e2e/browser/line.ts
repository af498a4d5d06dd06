import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * The network between one browser and the gateway. It can be cut: everything that runs breaks, and nothing comes
 * through until it is mended. And it can lead nowhere: what runs looks open on both sides, and nothing comes through
 * until it is mended; then what was on its way arrives. A browser's own offline switch does neither to WebSockets.
 */
export class Line implements AsyncDisposable {
  private readonly ends = new Set<Socket>();
  private isCut = false;
  private isHole = false;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  /** Lays a line to a gateway; the browser opens `url`. */
  static async to(gateway: string): Promise<Line> {
    const { hostname, port } = new URL(gateway);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = new Line(server, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.on('connection', (near) => {
      line.join(near, connect(Number(port), hostname));
    });
    return line;
  }

  cut(): void {
    this.isCut = true;
    for (const end of this.ends) end.destroy();
  }

  /** From now on it leads nowhere, though nothing breaks. */
  swallow(): void {
    this.isHole = true;
    for (const end of this.ends) end.pause();
  }

  mend(): void {
    this.isCut = false;
    this.isHole = false;
    for (const end of this.ends) end.resume();
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      // Not piped: a pipe would resume what was paused when the other end drains.
      end.on('data', (chunk) => other.write(chunk));
      if (this.isHole) end.pause();
      // Either end may break at any time; that is what a line is for.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
    if (this.isCut) near.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

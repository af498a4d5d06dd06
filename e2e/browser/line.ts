import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * The network between one browser and the gateway, which can be cut: everything that runs breaks, and nothing comes
 * through until it is mended. A browser's own offline switch leaves WebSockets that stand as they are.
 */
export class Line implements AsyncDisposable {
  private readonly ends = new Set<Socket>();
  private isCut = false;

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

  mend(): void {
    this.isCut = false;
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.pipe(other);
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

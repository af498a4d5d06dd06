import type { Duplex } from 'node:stream';
import { Connection } from 'pg';

/** A connection to PostgreSQL as pg keeps it: what its types leave out. */
export interface PgClient {
  readonly host: string;
  readonly port: number;
  readonly ssl: unknown;
  readonly sslNegotiation: string;
  /** What PostgreSQL told this connection to be cancelled by. */
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly connection: { readonly stream: Duplex };
  query(...statement: readonly unknown[]): Promise<unknown>;
}

/** The parts of pg's wire connection that its types leave out. */
interface Wire extends Connection {
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
}

interface WireOptions {
  readonly ssl: unknown;
  readonly sslNegotiation: string;
}

const MakeWire = Connection as unknown as new (options: WireOptions) => Wire;

/** How long the server may take to pass a cancel request on. */
const CANCEL_MS = 2_000;

/**
 * Asks PostgreSQL to cancel what that connection runs, by a cancel request on a connection of its own: it needs no slot
 * of the pool, which may be full just then. Resolves when the server has closed it, and thereby has signalled the
 * process: what that connection is sent from then on cannot be hit by this request any more.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 * @throws Error when the server cannot be reached or takes too long, so that the request may still be on its way
 */
export function requestCancel(client: PgClient): Promise<void> {
  const { host, port, ssl, sslNegotiation, processID, secretKey } = client;
  if (processID === null || secretKey === null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const wire = new MakeWire({ ssl, sslNegotiation });
    const late = setTimeout(() => {
      reject(new Error('PostgreSQL did not take the cancel request in time'));
      wire.stream.destroy();
    }, CANCEL_MS);
    const send = (): void => {
      wire.cancel(processID, secretKey);
    };
    wire.once('connect', () => {
      if (!ssl) send();
      else if (sslNegotiation !== 'direct') wire.requestSsl();
    });
    wire.once('sslconnect', send);
    wire.on('error', reject);
    wire.once('end', () => {
      clearTimeout(late);
      resolve();
    });
    if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${String(port)}`);
    else wire.connect(port, host);
  });
}

/**
 * SQLSTATE classes and codes that tell of the server, not of the statement: connection (08), resources (53), operator
 * and crash (57P), system (58), transaction rollback that asks for a retry (40), lock not available, and read-only
 * after a failover. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SERVER_STATES = [/^08/, /^53/, /^57P/, /^58/, /^40/, /^55P03$/, /^25006$/];

/** Node's and undici's names for a peer that is not there. */
const NETWORK_CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/;

/** What pg says, without a code, of a connection that ended or was not to be had. */
const DRIVER_SENTENCES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|Query read timeout)/;

interface Detailed {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly driverError?: unknown;
  readonly extensions?: { readonly code?: unknown };
}

/**
 * Whether something is away that an operation stands on (the database, another service), so that trying again later may
 * succeed with nothing else changed. Looks through wrappers.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, name, message, cause, driverError, extensions }: Detailed = error;
  if (name === 'TimeoutError' || extensions?.code === 'UNAVAILABLE') return true;
  if (typeof code === 'string') {
    if (NETWORK_CODES.test(code) || SERVER_STATES.some((state) => state.test(code))) return true;
  }
  if (typeof message === 'string' && DRIVER_SENTENCES.test(message)) return true;
  return isOutage(driverError) || isOutage(cause);
}

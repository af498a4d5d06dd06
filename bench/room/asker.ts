import { randomUUID } from 'node:crypto';
import { PROOF_HEADER, ProofSigner, type Caller, type Viewer } from '@parley/kit';
import { type Client, createClient } from 'graphql-ws';
import { Pool } from 'undici';
import { WebSocket } from 'ws';

const SUBGRAPH = 'meetings';

interface Body<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Speaks to a subgraph as a gateway does: everybody over the same few connections, each with a proof of their own. */
export class Asker {
  private readonly signer: ProofSigner;
  private readonly pool: Pool;
  private readonly socket: Client;

  constructor(url: string, secret: string) {
    this.signer = new ProofSigner(secret);
    this.pool = new Pool(url, { connections: 64 });
    this.socket = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ proof: this.proof(null, '') }),
      lazy: true,
    });
  }

  /** @throws with the errors of the answer */
  async run<T>(viewer: Viewer, query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
    const body = JSON.stringify({ query, variables });
    const answer = await this.pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', [PROOF_HEADER]: this.proof(viewer, body) },
      body,
    });
    const { data, errors } = (await answer.body.json()) as Body<T>;
    if (errors || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Hears what a subscription tells until it is left. @returns leaves it */
  follow(
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown>,
    heard: (data: Readonly<Record<string, unknown>>) => void,
  ): () => void {
    return this.socket.subscribe(
      { query, variables, extensions: { proof: this.proof(viewer, query) } },
      {
        next: ({ data }) => {
          if (data) heard(data);
        },
        error: (error) => {
          process.stderr.write(`a stream broke: ${JSON.stringify(error)}\n`);
        },
        complete: () => undefined,
      },
    );
  }

  async close(): Promise<void> {
    await this.socket.dispose();
    await this.pool.close();
  }

  private proof(viewer: Viewer | null, body: string): string {
    const caller: Caller = {
      ...{ viewer, internal: viewer === null, requestId: randomUUID() },
      client: { ip: '127.0.0.1', userAgent: 'bench', refreshToken: null },
    };
    return this.signer.sign({ audience: SUBGRAPH, caller, body });
  }
}

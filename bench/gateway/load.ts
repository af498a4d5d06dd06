import { Pool } from 'undici';

/** What a gateway answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Asks one gateway over kept-alive connections, each request as the next of those who may ask. */
export class Load {
  private readonly pool: Pool;

  constructor(
    url: string,
    connections: number,
    private readonly authorizations: readonly string[],
  ) {
    this.pool = new Pool(url, { connections });
  }

  /** @param n whose turn it is */
  async ask(n: number, body: string): Promise<Answered> {
    const answer = await this.pool.request({
      path: '/graphql',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: this.authorizations[n % this.authorizations.length] ?? '',
      },
      body,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

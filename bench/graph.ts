import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';
import { Pool } from 'undici';
import { SignInDocument } from './generated/graphql.js';
import { aKey } from './product.js';

interface Body<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Somebody who asks the product over kept-alive connections. */
export class Graph {
  private readonly texts = new WeakMap<object, string>();

  constructor(
    private readonly pool: Pool,
    readonly token: string | null = null,
  ) {}

  /** Nobody yet, over as many connections as may be in flight. */
  static at(url: string, connections: number): Graph {
    return new Graph(new Pool(url, { connections }));
  }

  /** @throws with the errors of the answer */
  get<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
    return this.ask(this.textOf(document), variables);
  }

  /** @throws with the errors of the answer */
  async ask<T>(query: string, variables: unknown): Promise<T> {
    const { statusCode, body } = await this.pool.request({
      path: '/graphql',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await body.json()) as Body<T>;
    if (errors || !data) throw new Error(`Refused with ${String(statusCode)}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The same connections with the token of a demo account. */
  async signIn(email: string): Promise<Graph> {
    const { signIn } = await this.get(SignInDocument, {
      input: { email, password: 'parley-demo', key: aKey() },
    });
    if (signIn.__typename !== 'SignedIn') throw new Error(`${email} could not sign in`);
    return this.as(signIn.token.accessToken);
  }

  /** The same connections with that token. */
  as(token: string): Graph {
    return new Graph(this.pool, token);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private textOf(document: DocumentNode): string {
    const known = this.texts.get(document) ?? print(document);
    this.texts.set(document, known);
    return known;
  }
}

/** The demo account that every bench acts as. */
export const AMARA = 'amara.okafor@northgate.ac.uk';
/** The demo account that may invite guests. */
export const PRIYA = 'priya.raman@northgate.ac.uk';

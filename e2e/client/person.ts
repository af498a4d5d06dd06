import { randomUUID } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { SignInDocument } from '../generated/graphql.js';
import { type Answer, ask, cookieOf } from './ask.js';
import { Socket } from './socket.js';
import { followBySse } from './sse.js';
import type { Stream } from './stream.js';

/** The cookie that renews a session. */
export const REFRESH_COOKIE = 'parley_refresh';
/** The password of every demo account. */
export const PASSWORD = 'parley-demo';

/** Somebody who is signed in and speaks to the product through its gateways. */
export class Person implements AsyncDisposable {
  private readonly sockets: Socket[] = [];

  constructor(
    private readonly gateways: readonly string[],
    readonly id: string,
    readonly token: string,
    readonly cookie?: string,
  ) {}

  /** Signs in a demo account by its address. */
  static async signIn(gateways: readonly string[], email: string): Promise<Person> {
    const input = { email, password: PASSWORD, device: 'e2e', key: randomUUID() };
    const answer = await ask(gateways[0] ?? '', SignInDocument, { input });
    if (answer.data?.signIn.__typename !== 'SignedIn') {
      throw new Error(`${email} could not sign in: ${JSON.stringify(answer.errors)}`);
    }
    const { token, viewer } = answer.data.signIn;
    return new Person(gateways, viewer.id, token.accessToken, cookieOf(answer, REFRESH_COOKIE));
  }

  /** The same person with another credential, such as an API token. */
  with(token: string): Person {
    return new Person(this.gateways, this.id, token);
  }

  /** Runs an operation and gives the answer as it is. `gateway` counts from 0 and wraps round. */
  ask<T, V>(document: TypedDocumentNode<T, V>, variables: V, gateway = 0): Promise<Answer<T>> {
    return ask(this.url(gateway), document, variables, { token: this.token });
  }

  /** Runs an operation that must succeed. @throws with the errors of the answer */
  async get<T, V>(document: TypedDocumentNode<T, V>, variables: V, gateway = 0): Promise<T> {
    const { data, errors } = await this.ask(document, variables, gateway);
    if (errors.length > 0 || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Opens a socket of its own; it is closed with the person. */
  connect(gateway = 0): Socket {
    const socket = new Socket(this.url(gateway), this.token);
    this.sockets.push(socket);
    return socket;
  }

  /** Follows a subscription on a socket of its own. */
  follow<T, V extends Record<string, unknown>>(
    document: TypedDocumentNode<T, V>,
    variables: V,
    gateway = 0,
  ): Stream<T> {
    return this.connect(gateway).follow(document, variables);
  }

  /** Follows a subscription over server-sent events. */
  followBySse<T, V extends Record<string, unknown>>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Stream<T> {
    return followBySse(this.url(0), this.token, document, variables);
  }

  private url(gateway: number): string {
    return this.gateways[gateway % this.gateways.length] ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.sockets.map((socket) => socket[Symbol.asyncDispose]()));
  }
}

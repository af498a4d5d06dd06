import type { EntityManager } from 'typeorm';
import { AppError, NEEDS_VIEWER, unauthenticated } from './errors.js';
import type { Events } from './log.js';
import type { Runtime } from './runtime.js';
import type { Caller, Viewer } from './viewer.js';

/** A cookie that the answer sets or, with `value` null, clears. */
export interface ReplyCookie {
  readonly name: string;
  readonly value: string | null;
  readonly path: string;
  readonly maxAgeSeconds: number;
}

/** What a mutation may add to the HTTP answer. */
export interface Reply {
  setCookie(name: string, value: string, options: { maxAgeSeconds: number; path: string }): void;
  clearCookie(name: string, path: string): void;
}

/** What every use case is given: who asks, where to read and write, and how to tell others. */
export interface RequestContext {
  /**
   * Who asks. Throws UNAUTHENTICATED when nobody does, and NEEDS_VIEWER in a shared execution: what was shared is
   * thereby proven not to depend on the viewer.
   */
  readonly viewer: Viewer;
  readonly caller: Caller;
  readonly db: EntityManager;
  readonly events: Events;
  readonly reply: Reply;
  readonly subgraph: Runtime;
}

/** Collects the cookies of one answer. */
export class CookieReply implements Reply {
  readonly cookies: ReplyCookie[] = [];

  setCookie(name: string, value: string, options: { maxAgeSeconds: number; path: string }): void {
    this.cookies.push({ name, value, ...options });
  }

  clearCookie(name: string, path: string): void {
    this.cookies.push({ name, value: null, path, maxAgeSeconds: 0 });
  }
}

/** The one implementation of RequestContext; made anew for every request and every live event. */
export class Context implements RequestContext {
  constructor(
    readonly caller: Caller,
    readonly db: EntityManager,
    readonly events: Events,
    readonly reply: Reply,
    readonly subgraph: Runtime,
  ) {}

  get viewer(): Viewer {
    if (this.caller.shared) throw new AppError(NEEDS_VIEWER, 'This field depends on who asks');
    if (!this.caller.viewer) throw unauthenticated();
    return this.caller.viewer;
  }
}

/** What a guest pass or share opens: actions on one named thing. */
export interface Grant {
  readonly targetId: string;
  readonly actions: readonly string[];
  /** Who gave it. Only the owner of the thing knows whether that person may, and checks it at every use. */
  readonly grantedById: string | null;
}

/** Who asks, as the gateway established it; authoritative for a few seconds, never taken from a client. */
export interface Viewer {
  readonly id: string;
  readonly organizationId: string;
  readonly sessionId: string | null;
  readonly kind: 'user' | 'guest' | 'app';
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly departmentIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly country: string | null;
  readonly region: string;
  /** Capabilities of a guest pass; empty for everybody else. */
  readonly grants: readonly Grant[];
  /** Scopes of an API token; null stands for all. */
  readonly scopes: readonly string[] | null;
  /** When the pass or token ends, ISO 8601; null where nothing ends. */
  readonly endsAt: string | null;
}

/** Where a request came from. */
export interface Client {
  readonly ip: string;
  /** From which country, ISO 3166-1 alpha-2, as a proxy of our own said; absent where none does or none knows. */
  readonly country?: string;
  readonly userAgent: string;
  /** The refresh cookie; only ever passed to the subgraph that owns sessions. */
  readonly refreshToken: string | null;
  /** The program that asks, as it names itself: for counting, never for deciding. */
  readonly app?: string;
}

/** On whose behalf a subgraph executes: all that the gateway vouches for in its proof. */
export interface Caller {
  readonly viewer: Viewer | null;
  readonly client: Client;
  /** The product itself asks (the gateway, a job, a consumer), not a person. */
  readonly internal: boolean;
  /** A shared execution: nothing may depend on who asks (see context.ts). */
  readonly shared?: boolean;
  readonly requestId: string;
  /** The span in whose course is asked, as the W3C header; absent where nothing is traced. */
  readonly traceparent?: string;
}

/** Whether the viewer holds that permission. */
export const hasPermission = (viewer: Pick<Viewer, 'permissions'>, permission: string): boolean =>
  viewer.permissions.includes(permission);

/** Whether the viewer may run mutations at all: API tokens need the scope WRITE. */
export const mayChange = (viewer: Viewer): boolean =>
  viewer.scopes === null || viewer.scopes.includes('WRITE');

/** The caller of a shared execution: nobody, so that whatever depends on somebody has to say so (NEEDS_VIEWER). */
export const sharedCaller = (requestId: string): Caller => ({
  viewer: null,
  client: { ip: '127.0.0.1', userAgent: 'parley', refreshToken: null },
  internal: false,
  shared: true,
  requestId,
});

/** The caller of work that no person asked for. */
export const systemCaller = (requestId: string): Caller => ({
  viewer: null,
  client: { ip: '127.0.0.1', userAgent: 'parley', refreshToken: null },
  internal: true,
  requestId,
});

/** A refusal over HTTP, as problem details (RFC 9457) tell it. */
export class HttpFailure extends Error {
  readonly code: string | null;
  /** In words for people. */
  readonly detail: string | null;

  constructor(
    readonly status: number,
    { code, detail }: { readonly code?: string; readonly detail?: string },
  ) {
    super(detail ?? `HTTP ${String(status)}`);
    this.code = code ?? null;
    this.detail = detail ?? null;
  }

  /** Whether it may pass by itself. */
  get isTransient(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 401 || this.status === 0;
  }
}

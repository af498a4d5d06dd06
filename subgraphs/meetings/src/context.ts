import type { RequestContext } from '@parley/kit';

/** What the installation sets for calls. */
export interface CallSettings {
  readonly ringSeconds: number;
  /** Addresses of relays and address servers; empty where there are none. */
  readonly relayUrls: readonly string[];
  /** What relays and we share; null where relays ask for no credentials. */
  readonly relaySecret: string | null;
}

/** What the use cases of meetings are given. */
export interface MeetingsContext extends RequestContext {
  readonly calls: CallSettings;
}

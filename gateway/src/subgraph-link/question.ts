import type { Caller } from '@parley/kit';
import type { Reply } from './exchange.js';

/** A call to a subgraph over HTTP. */
export interface Question {
  readonly path: '/graphql' | '/grants' | '/bytes';
  readonly body: string | Buffer;
  readonly caller: Caller;
  /** It changes nothing, so that it may be asked again of another replica when it is unknown what became of it. */
  readonly repeatable: boolean;
}

/** What became of a question: answered, surely not taken, too late, or nobody knows. */
export type Outcome = Reply | { readonly failure: 'untaken' | 'unknown' | 'refused' | 'late' };

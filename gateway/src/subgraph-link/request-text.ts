import type { OperationRequest } from '@parley/kit';
import { getOperationAST, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { BoundedCache } from '../bounded-cache.js';

/** What is known of a document that was sent before. */
interface Known {
  readonly json: string;
  /** Only where the document has mutations at all. */
  readonly parsed: DocumentNode | null;
}

const MOST_DOCUMENTS = 2_000;
/** Longer ones are few, and written anew each time. */
const LONGEST_KEPT = 10_000;

const documents = new BoundedCache<Known>(MOST_DOCUMENTS);

function known(query: string): Known {
  const before = documents.get(query);
  if (before) return before;
  // Only what has the word can be one, so that queries are not parsed for this.
  const parsed = query.includes('mutation') ? parse(query, { noLocation: true }) : null;
  const now = { json: JSON.stringify(query), parsed };
  if (query.length <= LONGEST_KEPT) documents.set(query, now);
  return now;
}

/** Whether it changes something, so that it may run once only. */
export function isMutation({ query, operationName }: OperationRequest): boolean {
  const { parsed } = known(query);
  return parsed !== null && getOperationAST(parsed, operationName)?.operation === OperationTypeNode.MUTATION;
}

/** A request as it travels: GraphQL over HTTP's JSON, of which the document is written only once. */
export function bodyOf({ query, operationName, variables }: OperationRequest): string {
  const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
  const values = variables ? `,"variables":${JSON.stringify(variables)}` : '';
  return `{"query":${known(query).json}${name}${values}}`;
}

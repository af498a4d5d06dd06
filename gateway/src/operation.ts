import { AppError, invalid } from '@parley/kit';
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { BoundedCache } from './bounded-cache.js';
import { Documents } from './documents/documents.js';
import { FairCache } from './documents/fair-cache.js';
import type { DocumentRequest } from './documents/reference.js';
import type { TrustedDocument } from './documents/trusted.js';
import { overLimit } from './errors.js';
import type { Federation, Plan, Variables } from './federation/federation.js';
import { costOf, type Cost } from './limits/cost.js';
import { checkInput } from './limits/input.js';
import { limits, structureFaults } from './limits/structure.js';
import { cacheUse } from './metrics.js';

/** An operation that may be executed: parsed, within the limits, valid, and planned when first needed. */
export interface Operation {
  readonly document: DocumentNode;
  readonly kind: `${OperationTypeNode}`;
  readonly name: string | undefined;
  readonly variables: Variables;
  readonly cost: number;
  readonly plan: () => Plan;
  /** The same for the same document, whatever the variables. */
  readonly key: string;
  /** SHA-256 of the document's text, in hex. */
  readonly hash: string;
  /** Whether it was reviewed before anybody could send it. */
  readonly isTrusted: boolean;
  /** What was reviewed, when it was. */
  readonly trusted: TrustedDocument | null;
}

/** Refusals of a request as a whole, before anything was executed. */
export class Refused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'Refused');
  }
}

/** All that is known of a document whoever sends it. */
interface Prepared {
  readonly text: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly cost: Cost;
  readonly plan: () => Plan;
  readonly key: string;
  readonly hash: string;
  readonly trusted: TrustedDocument | null;
}

/** What is to be prepared, and by whom it was brought; null for a stranger. */
interface Brought {
  readonly key: string;
  readonly hash: string;
  readonly text: string;
  readonly operationName: string | null | undefined;
  readonly sender: string | null;
}

/**
 * What callers bring is kept from the second time on that it is asked for: whoever makes documents up as they go leaves
 * nothing behind, and pushes nothing out. Documents of the gateway's own list are kept from the first.
 */
const ROOM = { entries: 2_000, bytes: 64 * 1024 * 1024 };
/** What a prepared document takes of the heap, parsed, planned and executed: measured with short and long ones. */
const BYTES_AT_LEAST = 8_192;
const BYTES_PER_CHARACTER = 100;
/** How many keys are remembered of documents that were asked for once. */
const SEEN = 10_000;

const noteUse = cacheUse('documents');

/** Turns requests into operations; keeps what it learned of each document. */
export class Operations {
  private readonly reviewed = new Map<string, Prepared>();
  private readonly known = new FairCache<Prepared>(ROOM);
  private readonly seen = new BoundedCache<true>(SEEN);

  constructor(
    private readonly federation: Federation,
    private readonly documents: Documents = new Documents(),
  ) {}

  /**
   * @param sender id of who asks, null for a stranger
   * @throws Refused with every reason, or an AppError when the document may not be sent or is not known
   */
  prepare(request: DocumentRequest, sender: string | null): Operation {
    const prepared = this.documentOf(request, sender);
    const variables = this.variablesOf(prepared.definition, request, sender === null);
    const cost = refusing(() => prepared.cost(variables));
    if (cost > limits.cost) throw new Refused([overLimit('cost', limits.cost, cost, 'TOO_COSTLY')]);
    const { document, definition, plan, key, hash, trusted } = prepared;
    return {
      document,
      kind: definition.operation,
      name: definition.name?.value,
      variables,
      cost,
      plan,
      key,
      hash,
      isTrusted: trusted !== null,
      trusted,
    };
  }

  private documentOf(request: DocumentRequest, sender: string | null): Prepared {
    const { documents } = this;
    const { operationName } = request;
    const named = documents.named(request);
    const key = `${named.hash} ${operationName ?? ''}`;
    const known = this.reviewed.get(key) ?? this.known.get(key);
    noteUse(known !== undefined);
    if (known) documents.refuse(known.trusted, sender);
    const prepared =
      known ?? this.learn({ key, hash: named.hash, text: documents.textOf(named), operationName, sender });
    if (request.document?.isToBeKept && sender !== null) documents.keep(named.hash, prepared.text, sender);
    return prepared;
  }

  private learn(brought: Brought): Prepared {
    const { key, hash, text, operationName, sender } = brought;
    const trusted = this.documents.trustedAs(hash, text);
    // Before anything of it is read: what a stranger made up costs us nothing.
    this.documents.refuse(trusted, sender);
    const document = refusing(() => parseWithin(text));
    const definition = getOperationAST(document, operationName);
    if (!definition) {
      throw new Refused([invalid('operationName', 'Name one of the operations of the document')]);
    }
    const tooLarge = structureFaults(document);
    if (tooLarge.length > 0) throw new Refused(tooLarge);
    const faults = validate(this.federation.apiSchema, document, undefined, { maxErrors: 20 });
    if (faults.length > 0) throw new Refused(faults.map((fault) => asInvalid(fault)));
    const prepared = this.prepared(brought, trusted, document, definition);
    if (trusted?.hash === hash) this.reviewed.set(key, prepared);
    else if (this.seen.get(key)) {
      this.known.set(key, prepared, BYTES_AT_LEAST + BYTES_PER_CHARACTER * text.length, sender ?? '');
    } else this.seen.set(key, true);
    return prepared;
  }

  private prepared(
    { key, hash, text }: Brought,
    trusted: TrustedDocument | null,
    document: DocumentNode,
    definition: OperationDefinitionNode,
  ): Prepared {
    let plan: Plan | null = null;
    return {
      key,
      hash,
      text,
      trusted,
      document,
      definition,
      cost: costOf(this.federation.apiSchema, document, definition),
      plan: () => (plan ??= this.federation.plan(document, definition.name?.value)),
    };
  }

  /** Checked here and passed on as they came: each subgraph reads its own scalars. */
  private variablesOf(
    definition: OperationDefinitionNode,
    { variables }: DocumentRequest,
    isStranger: boolean,
  ): Variables {
    const given = variables ?? {};
    refusing(() => {
      checkInput(given);
    });
    const { errors } = getVariableValues(
      this.federation.apiSchema,
      definition.variableDefinitions ?? [],
      given,
      {
        maxErrors: 10,
      },
    );
    if (errors) throw new Refused(errors.map((fault) => asInvalid(isStranger ? unhelped(fault) : fault)));
    return given;
  }
}

function parseWithin(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    // graphql-js says only in its message that it stopped counting.
    if (error instanceof GraphQLError && error.message.includes('tokens')) {
      throw overLimit('tokens', limits.tokens, `more than ${String(limits.tokens)}`);
    }
    throw error;
  }
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    // Parser and limits refuse by throwing; what is no GraphQLError is a fault of ours.
    if (error instanceof GraphQLError) throw new Refused([asInvalid(error)]);
    throw error;
  }
}

function asInvalid(error: GraphQLError): GraphQLError {
  if (error.extensions['code']) return error;
  // graphql-js says no more than that it stopped comparing fields of one name.
  if (error.message !== 'Validation aborted.') return new AppError('INVALID', error.message);
  return overLimit('comparisons', limits.comparisons, `more than ${String(limits.comparisons)}`);
}

/** Suggestions would spell the schema out to strangers. */
const unhelped = ({ message }: GraphQLError): GraphQLError =>
  new GraphQLError(message.replace(/ ?Did you mean .*$/s, ''));

import { createHash } from 'node:crypto';
import { AppError, invalid, unauthenticated, type OperationRequest } from '@parley/kit';
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
import { overLimit } from './errors.js';
import type { Federation, Plan, Variables } from './federation/federation.js';
import { costOf, type Cost } from './limits/cost.js';
import { checkInput } from './limits/input.js';
import { limits, rootFieldsOf, structureFaults } from './limits/structure.js';

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
}

/** Refusals of a request as a whole, before anything was executed. */
export class Refused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super(errors[0]?.message ?? 'Refused');
  }
}

/** All that is known of a document whoever sends it. */
interface Prepared {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly cost: Cost;
  readonly plan: () => Plan;
  readonly key: string;
}

/**
 * What callers without a session may ask: to get one, and nothing else. The list stands here, until persisted
 * documents are what anonymous callers are held to: whatever they may send is then known text.
 */
const ANONYMOUS_FIELDS: ReadonlySet<string> = new Set([
  '__typename',
  'viewer',
  'signInOptions',
  'signIn',
  'redeemGuestLink',
  'renewSession',
  'signOut',
]);

const CACHED_DOCUMENTS = 2_000;

/** Turns requests into operations; keeps what it learned of each document. */
export class Operations {
  private readonly known = new BoundedCache<Prepared>(CACHED_DOCUMENTS);

  constructor(private readonly federation: Federation) {}

  /** @throws Refused with every reason */
  prepare(request: OperationRequest, isAnonymous: boolean): Operation {
    const prepared = this.documentOf(request, isAnonymous);
    if (isAnonymous) refuseStrangers(prepared);
    const variables = this.variablesOf(prepared.definition, request);
    const cost = refusing(() => prepared.cost(variables));
    if (cost > limits.cost) throw new Refused([overLimit('cost', limits.cost, cost, 'TOO_COSTLY')]);
    return {
      document: prepared.document,
      kind: prepared.definition.operation,
      name: prepared.definition.name?.value,
      variables,
      cost,
      plan: prepared.plan,
      key: prepared.key,
    };
  }

  private documentOf({ query, operationName }: OperationRequest, isAnonymous: boolean): Prepared {
    const key = createHash('sha256')
      .update(`${operationName ?? ''}\0${query}`)
      .digest('base64url');
    const known = this.known.get(key);
    if (known) return known;
    const document = refusing(() => parseWithin(query));
    const definition = getOperationAST(document, operationName);
    if (!definition) {
      throw new Refused([invalid('operationName', 'Name one of the operations of the document')]);
    }
    const tooLarge = structureFaults(document);
    if (tooLarge.length > 0) throw new Refused(tooLarge);
    if (isAnonymous) refuseStrangers({ document, definition });
    const faults = validate(this.federation.apiSchema, document, undefined, { maxErrors: 20 });
    if (faults.length > 0) throw new Refused(faults.map((fault) => asInvalid(fault, isAnonymous)));
    const prepared = this.prepared(key, document, definition);
    this.known.set(key, prepared);
    return prepared;
  }

  private prepared(key: string, document: DocumentNode, definition: OperationDefinitionNode): Prepared {
    let plan: Plan | null = null;
    return {
      key,
      document,
      definition,
      cost: costOf(this.federation.apiSchema, document, definition),
      plan: () => (plan ??= this.federation.plan(document, definition.name?.value)),
    };
  }

  /** Checked here and passed on as they came: each subgraph reads its own scalars. */
  private variablesOf(definition: OperationDefinitionNode, { variables }: OperationRequest): Variables {
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
    if (errors) throw new Refused(errors.map((fault) => asInvalid(fault, false)));
    return given;
  }
}

function parseWithin(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.tokens, noLocation: false });
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
    if (error instanceof GraphQLError) throw new Refused([asInvalid(error, false)]);
    throw error;
  }
}

function refuseStrangers({ document, definition }: Pick<Prepared, 'document' | 'definition'>): void {
  if (rootFieldsOf(document, definition).every((name) => ANONYMOUS_FIELDS.has(name))) return;
  throw new Refused([unauthenticated()]);
}

/** Suggestions would spell the schema out to strangers. */
function asInvalid(error: GraphQLError, isAnonymous: boolean): GraphQLError {
  if (error.extensions['code']) return error;
  const message = isAnonymous ? error.message.replace(/ ?Did you mean .*$/s, '') : error.message;
  return new AppError('INVALID', message);
}

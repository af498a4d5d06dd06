import { AppError, isId, unavailable, type Caller, type ExecutionAnswer } from '@parley/kit';
import { nodeTypes } from '@parley/schema';
import { callerFor } from '../subgraph-link/ask.js';
import { ENTITIES_AT_ONCE } from '../subgraph-link/entities.js';
import type { SubgraphLinks } from '../subgraph-link/link.js';
import type { Owners } from './owners.js';

/** What the gateway itself knows of a node; its owner completes it. */
export interface NodeStub {
  readonly __typename: string;
  readonly id: string;
}

/** Whom to ask, and as whom. */
export interface Asking {
  readonly links: SubgraphLinks;
  readonly owners: Owners;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

interface Wanted {
  readonly stub: NodeStub;
  readonly found: PromiseWithResolvers<NodeStub | null>;
}

/** Codes with which an owner says that there is nothing for this viewer. */
const HIDDEN: readonly unknown[] = ['NOT_FOUND', 'FORBIDDEN'];

/** The type and id that an id stands for; null for what is no id of ours. */
export function readId(id: string): NodeStub | null {
  const prefix = id.slice(0, Math.max(0, id.lastIndexOf('_')));
  if (!Object.hasOwn(nodeTypes, prefix) || !isId(prefix, id)) return null;
  const type = nodeTypes[prefix];
  return type === undefined ? null : { __typename: type, id };
}

/**
 * Which nodes are there for the caller of one request. All that are looked for in the same turn are asked for at once,
 * each of their owners once, as the caller: what an owner hides is answered like what it does not have.
 */
export class Presence {
  private readonly wanted = new Map<string, Wanted>();

  constructor(private readonly asking: Asking) {}

  /** A node if it is there for the caller, else null. @throws AppError when its owner does not answer */
  find(id: string): Promise<NodeStub | null> {
    const stub = readId(id);
    const owner = stub && this.asking.owners.get(stub.__typename);
    if (!owner) return Promise.resolve(null);
    const known = this.wanted.get(id);
    if (known) return known.found.promise;
    if (this.wanted.size === 0) {
      queueMicrotask(() => {
        this.ask();
      });
    }
    const wanted = { stub, found: Promise.withResolvers<NodeStub | null>() };
    this.wanted.set(id, wanted);
    return wanted.found.promise;
  }

  private ask(): void {
    const all = [...this.wanted.values()];
    this.wanted.clear();
    const { owners } = this.asking;
    const byOwner = Map.groupBy(all, ({ stub }) => owners.get(stub.__typename)?.subgraph ?? '');
    for (const [subgraph, wanted] of byOwner) {
      for (let at = 0; at < wanted.length; at += ENTITIES_AT_ONCE) {
        void this.askOwner(subgraph, wanted.slice(at, at + ENTITIES_AT_ONCE));
      }
    }
  }

  private async askOwner(subgraph: string, wanted: readonly Wanted[]): Promise<void> {
    const { links, caller, signal } = this.asking;
    try {
      const link = links.get(subgraph);
      if (!link) throw unavailable(`${subgraph} is not connected`);
      const representations = wanted.map(({ stub }) => stub);
      const request = { query: this.question(representations), variables: { representations } };
      settle(wanted, await link.execute(request, callerFor(subgraph, caller), signal), subgraph);
    } catch (error) {
      // Whatever kept the owner from answering is told to everybody who waits for it.
      for (const { found } of wanted) found.reject(error);
    }
  }

  /** Whether each is there; of what is guarded, also what the viewer may do, since a stub is there for everybody. */
  private question(stubs: readonly NodeStub[]): string {
    const types = new Set(stubs.map(({ __typename }) => __typename));
    const guarded = [...types].filter((type) => this.asking.owners.get(type)?.isGuarded).sort();
    const rights = guarded.map((type) => ` ... on ${type} { viewerCan }`).join('');
    return `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename${rights} } }`;
  }
}

interface Found {
  readonly viewerCan?: readonly string[];
}

function settle(wanted: readonly Wanted[], { data, errors }: ExecutionAnswer, subgraph: string): void {
  const entities = data?.['_entities'];
  if (!Array.isArray(entities)) {
    const [error] = errors ?? [];
    throw error ? asAppError(error) : unavailable(`${subgraph} does not answer right now`);
  }
  wanted.forEach(({ stub, found }, index) => {
    const entity = entities[index] as Found | null | undefined;
    const error = errors?.find(({ path, extensions }) => {
      return path?.[1] === index && !HIDDEN.includes(extensions['code']);
    });
    if (error) found.reject(asAppError(error));
    else found.resolve(entity && (entity.viewerCan?.includes('READ') ?? true) ? stub : null);
  });
}

/** The owner's error without its place, which means nothing in an answer of ours. */
function asAppError({ message, extensions }: NonNullable<ExecutionAnswer['errors']>[number]): AppError {
  const { code, ...more } = extensions;
  return new AppError((code ?? 'INTERNAL') as ConstructorParameters<typeof AppError>[0], message, more);
}

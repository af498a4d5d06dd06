import type { OperationRequest } from '@parley/kit';
import {
  getVariableValues,
  isListType,
  isNonNullType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type OperationDefinitionNode,
} from 'graphql';
import { collected, definitionOf, toldArguments, type Selecting } from './collecting.js';
import { valueAt, brokenValue, mangledValue, wrongTypename, type Thing, type Value } from './data.js';
import { entityThing } from './entity-thing.js';
import { happens, type Faults } from './faults.js';
import { hashOf } from './random.js';
import { awayAnswer, extensionsOf, garble } from './whole-answer-faults.js';
import type { SubgraphWorld, World } from './world.js';

/** A subgraph of generated data that fails as the seed says. */
export interface Answering {
  readonly world: World;
  readonly subgraph: SubgraphWorld;
  readonly faults: Faults;
}

type Path = readonly (string | number)[];

const documents = new Map<string, DocumentNode>();

/** What the subgraph answers, as JSON text. @throws Error when it cannot be reached */
export function answerText(answering: Answering, request: OperationRequest): string {
  const { subgraph, faults } = answering;
  const where = [subgraph.name, request.query];
  if (happens(faults, 'away', ...where)) return JSON.stringify(awayAnswer(faults, request));
  const result = new Answer(answering, request).result();
  const isGarbled = happens(faults, 'garbled', ...where);
  return JSON.stringify(isGarbled ? garble(faults, request, result) : result);
}

/** Carries a null up to the nearest place that may be null. */
class Bubble extends Error {}

/** One request, executed as the specification says, but for the faults. */
class Answer {
  private readonly errors: GraphQLFormattedError[] = [];

  constructor(
    private readonly answering: Answering,
    private readonly request: OperationRequest,
  ) {}

  result(): FormattedExecutionResult {
    const { schema } = this.answering.subgraph;
    const { query } = this.request;
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    const root = operation && schema.getRootType(operation.operation);
    if (!operation || !root) return { errors: [{ message: 'There is no such operation' }] };
    const { errors, coerced } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      this.request.variables ?? {},
    );
    if (errors) return { errors: errors.map(({ message }) => ({ message })) };
    const selecting: Selecting = { schema, document, variables: coerced };
    return this.root(selecting, operation, root);
  }

  private root(
    selecting: Selecting,
    { selectionSet }: OperationDefinitionNode,
    root: GraphQLObjectType,
  ): FormattedExecutionResult {
    const data = this.caught(() =>
      this.object(selecting, { type: root, number: 0, told: '' }, [{ selectionSet }], []),
    );
    return { data, ...(this.errors.length > 0 && { errors: this.errors }) };
  }

  private object(
    selecting: Selecting,
    thing: Thing,
    nodes: readonly Pick<FieldNode, 'selectionSet'>[],
    path: Path,
  ): Record<string, unknown> {
    const object = Object.create(null) as Record<string, unknown>;
    for (const [name, same] of collected(selecting, thing.type, nodes)) {
      const [first] = same;
      if (first) object[name] = this.field({ selecting, nodes: same, first }, thing, [...path, name]);
    }
    return object;
  }

  private field(asked: Asked, thing: Thing, path: Path): unknown {
    const { type, number } = thing;
    const { world, subgraph, faults } = this.answering;
    const field = definitionOf(type, asked.first.name.value);
    const where = [subgraph.name, type.name, number, field.name];
    if (field.name === '__typename') {
      const isMangled = happens(faults, 'mangled', ...where);
      if (!isMangled && !happens(faults, 'broken', ...where)) return type.name;
      return wrongTypename([faults.seed, ...where], isMangled);
    }
    if (field.name === '_entities') return this.entities(asked, path);
    const told = toldArguments(asked.selecting, field, asked.first);
    if (told instanceof Error) return this.failed(field.type, told.message, path, where);
    const value = valueAt({ world, subgraph, faults, thing, field, told });
    return this.complete({ ...asked, where: [...where, told] }, field.type, value, path);
  }

  private complete(at: At, type: GraphQLOutputType, value: Value, path: Path): unknown {
    const { faults } = this.answering;
    if (happens(faults, 'mangled', ...at.where)) return mangledValue([faults.seed, ...at.where]);
    if (happens(faults, 'broken', ...at.where)) return brokenValue(type, [faults.seed, ...at.where]);
    if (happens(faults, 'failing', ...at.where)) {
      return this.failed(type, `${at.where.slice(1, 4).join(' ')} failed`, path, at.where);
    }
    if (!isNonNullType(type)) return this.caught(() => this.completeNullable(at, type, value, path));
    const completed = this.completeNullable(at, type.ofType, value, path);
    if (completed === null) throw new Bubble();
    return completed;
  }

  private completeNullable(at: At, type: GraphQLOutputType, value: Value, path: Path): unknown {
    if (value === null) return null;
    if (isListType(type)) {
      return (value as readonly Value[]).map((each, index) =>
        this.complete({ ...at, where: [...at.where, index] }, type.ofType, each, [...path, index]),
      );
    }
    if ('leaf' in value) return value.leaf;
    return this.object(at.selecting, value as Thing, at.nodes, path);
  }

  /** An error where it happened, and null as far up as it has to go. */
  private failed(type: GraphQLOutputType, message: string, path: Path, where: Path): null {
    this.note(message, path, where);
    if (isNonNullType(type)) throw new Bubble();
    return null;
  }

  private note(message: string, path: Path, where: Path): void {
    const { seed } = this.answering.faults;
    this.errors.push({ message, path: [...path], ...extensionsOf(hashOf(seed, 'code', ...where)) });
  }

  private caught<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      // The way of a null to where it may stand.
      if (error instanceof Bubble) return null;
      throw error;
    }
  }

  private entities({ selecting, nodes }: Asked, path: Path): readonly unknown[] {
    const representations = this.request.variables?.['representations'];
    if (!Array.isArray(representations)) throw new TypeError('There are no representations');
    return (representations as readonly unknown[]).map((representation, index) =>
      this.entity(entityThing(this.answering.subgraph, representation), [...path, index], (thing, place) =>
        this.object(selecting, thing, nodes, place),
      ),
    );
  }

  private entity(thing: Thing | string, path: Path, found: (thing: Thing, path: Path) => unknown): unknown {
    const { subgraph, faults } = this.answering;
    const where = typeof thing === 'string' ? [thing] : [subgraph.name, thing.type.name, thing.number];
    if (typeof thing === 'string') {
      this.note(thing, path, where);
    } else if (happens(faults, 'failing', ...where)) {
      this.note(`${where.slice(1).join(' ')} failed`, path, where);
    } else if (!happens(faults, 'missing', ...where)) {
      return this.caught(() => found(thing, path));
    }
    return null;
  }
}

/** The same field, asked for once or several times. */
interface Asked {
  readonly selecting: Selecting;
  readonly nodes: readonly FieldNode[];
  readonly first: FieldNode;
}

/** One place of its value. */
interface At extends Asked {
  readonly where: Path;
}

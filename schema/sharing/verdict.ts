import { type FieldNode, Kind, type OperationDefinitionNode, isNonNullType, print } from 'graphql';
import { type ExecutionAnswer, NEEDS_VIEWER } from '../../subgraphs/kit/src/index.js';
import { Coverage } from './coverage.js';
import type { ClientSubscription } from './documents.js';
import { placeOf } from './place.js';
import type { Data, Product } from './product.js';
import type { Scene } from './scene.js';

/** Whether one execution serves everyone who follows, as a run has shown. */
export interface Verdict {
  readonly name: string;
  /** Null when nothing asked for a viewer; else the field that did. */
  readonly needsViewer: string | null;
  /** What the run did not show; then the verdict proves nothing. */
  readonly notExercised: readonly string[];
  /** Whether many viewers follow the same stream, so that it must be shared. */
  readonly isWide: boolean;
}

const SECONDS = 20;
/** So many signals show every kind that there is, or none shows it. */
const MOST_SIGNALS = 50;

/** Streams that one person alone may follow, whatever they are asked by. */
const OF_ONE: ReadonlySet<string> = new Set(['mediaSignals', 'lobbyEvents']);

/** Runs a subscription without a viewer over everything that happened, and says what that showed. */
export async function verdictOf(
  product: Product,
  scene: Scene,
  subscription: ClientSubscription,
): Promise<Verdict> {
  const { apiSchema } = product.federation;
  const field = rootFieldOf(subscription.definition);
  const definition = apiSchema.getSubscriptionType()?.getFields()[field.name.value];
  const isResumable = definition?.args.some(({ name }) => name === 'after') ?? false;
  const namesWhat =
    definition?.args.some(({ name, type }) => name.endsWith('Id') && isNonNullType(type)) ?? false;
  const isWide = namesWhat && !OF_ONE.has(field.name.value);
  const coverage = new Coverage(apiSchema, subscription.document);
  const told = { name: subscription.name, isWide };
  const streams = streamsFor(subscription.definition, scene.streams);
  const foreign = streams
    .slice(0, 1)
    .filter((stream) => 'after' in stream)
    .map((stream) => ({ ...stream, after: scene.foreignCursor }));
  for (const variables of [...streams, ...(isResumable ? foreign : [])]) {
    for await (const answer of answersOf(product, scene, subscription, variables)) {
      const faults = answer.errors ?? [];
      const [cause] = faults.filter(({ extensions }) => extensions['code'] === NEEDS_VIEWER);
      if (cause) {
        return {
          ...told,
          needsViewer: placeOf(apiSchema, subscription.document, cause, kindOf(answer)),
          notExercised: [],
        };
      }
      if (faults.length > 0) throw new Error(`${subscription.name}: ${JSON.stringify(faults)}`);
      coverage.add(answer.data ?? {});
      // What is ephemeral has no end: it is heard until every kind of it was.
      if (!('after' in variables) && coverage.missing().length === 0) break;
    }
  }
  return { ...told, needsViewer: null, notExercised: coverage.missing() };
}

/** The answers up to the end of what happened; what is ephemeral is repeated until somebody hears it. */
async function* answersOf(
  product: Product,
  scene: Scene,
  { document, definition }: ClientSubscription,
  variables: Data,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  const key = responseKey(rootFieldOf(definition));
  let count = 0;
  const operation = product.operations.prepare({ query: print(document), variables }, 'check');
  const stream = product.followShared(operation);
  try {
    for (;;) {
      const { value, done } = await heard(stream.next(), scene);
      if (done || count > MOST_SIGNALS) return;
      count += 1;
      // Neither data nor errors: only the gateway is told, of somebody's access.
      if (!value.data && !value.errors) continue;
      yield value;
      const type = (value.data?.[key] as Data | null | undefined)?.['__typename'];
      if (type === 'CaughtUp') return;
    }
  } finally {
    // Not awaited: a stream that waits for what never comes ends with the product.
    void stream.return();
  }
}

/** The type of event that an answer is about, even where an error left nothing of it. */
function kindOf({ extensions }: ExecutionAnswer): string | null {
  const kind = extensions?.live?.kind;
  return kind ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : null;
}

async function heard<T>(awaited: Promise<T>, scene: Scene): Promise<T> {
  let isOver = false;
  const settled = awaited.finally(() => (isOver = true));
  // Told to whoever awaits it below.
  settled.catch(() => undefined);
  const deadline = Date.now() + SECONDS * 1_000;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- changed when it settles
  while (!isOver) {
    if (Date.now() > deadline) throw new Error(`Nothing came within ${String(SECONDS)} seconds`);
    await scene.signal();
  }
  return settled;
}

function rootFieldOf({ name, selectionSet }: OperationDefinitionNode): FieldNode {
  const [first] = selectionSet.selections;
  if (first?.kind !== Kind.FIELD) throw new Error(`${name?.value ?? ''} begins with a fragment`);
  return first;
}

const responseKey = ({ name, alias }: FieldNode): string => alias?.value ?? name.value;

/** Its variables in each stream that has all it needs. @throws Error when the scene has no such stream */
function streamsFor(
  { name, variableDefinitions }: OperationDefinitionNode,
  streams: readonly Data[],
): readonly Data[] {
  const wanted = variableDefinitions ?? [];
  const needed = wanted.filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue);
  const names = wanted.map(({ variable }) => variable.name.value);
  const fitting = streams.filter((each) => needed.every(({ variable }) => variable.name.value in each));
  if (fitting.length === 0) {
    throw new Error(`${name?.value ?? ''} takes ${names.join(', ')}: give them values in sharing/scene.ts`);
  }
  // What needs nothing is the viewer's own, wherever it is followed from.
  return (needed.length > 0 ? fitting : fitting.slice(0, 1)).map((each) =>
    Object.fromEntries(Object.entries(each).filter(([key]) => names.includes(key))),
  );
}

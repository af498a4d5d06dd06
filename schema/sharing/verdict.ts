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
  const isWide =
    definition?.args.some(({ name, type }) => name.endsWith('Id') && isNonNullType(type)) ?? false;
  const coverage = new Coverage(apiSchema, subscription.document);
  const told = { name: subscription.name, isWide };
  const runs = isResumable ? [{}, { after: scene.foreignCursor }] : [{}];
  for (const more of runs) {
    for await (const answer of answersOf(product, scene, subscription, more)) {
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
    }
  }
  return { ...told, needsViewer: null, notExercised: coverage.missing() };
}

/** The answers up to the end of what happened; what is ephemeral is repeated until somebody hears it. */
async function* answersOf(
  product: Product,
  scene: Scene,
  { document, definition }: ClientSubscription,
  more: Data,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  const key = responseKey(rootFieldOf(definition));
  const variables = variablesFor(definition, { ...scene.variables, ...more });
  const operation = product.operations.prepare({ query: print(document), variables }, 'check');
  const stream = product.followShared(operation);
  try {
    for (;;) {
      const { value, done } = await heard(stream.next(), scene);
      if (done) return;
      // Neither data nor errors: only the gateway is told, of somebody's access.
      if (!value.data && !value.errors) continue;
      yield value;
      const type = (value.data?.[key] as Data | null | undefined)?.['__typename'];
      // What is ephemeral has no end; its first signal shows all there is.
      if (type === 'CaughtUp' || !('after' in variables)) return;
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

/** @throws Error when a subscription wants a value that the scene does not have */
function variablesFor({ name, variableDefinitions }: OperationDefinitionNode, values: Data): Data {
  const wanted = variableDefinitions ?? [];
  for (const { variable, type, defaultValue } of wanted) {
    const isNeeded = type.kind === Kind.NON_NULL_TYPE && !defaultValue;
    if (isNeeded && !(variable.name.value in values)) {
      throw new Error(
        `${name?.value ?? ''} takes $${variable.name.value}: give it a value in sharing/scene.ts`,
      );
    }
  }
  const names = wanted.map(({ variable }) => variable.name.value);
  return Object.fromEntries(Object.entries(values).filter(([key]) => names.includes(key)));
}

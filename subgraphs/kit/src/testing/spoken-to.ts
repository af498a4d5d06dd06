import type { Viewer } from '../viewer.js';
import { type TestAnswer, type TestStream, type TestSubgraph, asViewer } from './subgraph.js';

/** A subgraph under test that people speak to; one for each subgraph adds what its tests make. */
export class SpokenTo {
  constructor(readonly test: TestSubgraph) {}

  /** Speaks as somebody; null is nobody. */
  as(viewer: Viewer | null): ReturnType<typeof asViewer> {
    return asViewer(this.test, viewer);
  }

  /** Runs a document that must succeed; answers with the value of its first field. @throws Error with the refusal */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
  async must(viewer: Viewer | null, document: string, variables: Record<string, unknown> = {}): Promise<any> {
    const { data, errors } = await this.as(viewer).run(document, variables);
    if (errors) throw new Error(`${document}\n${JSON.stringify(errors)}`);
    return Object.values(data as object)[0];
  }

  /** The codes of a refused document. */
  async codes(
    viewer: Viewer | null,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<unknown[]> {
    const { errors } = await this.as(viewer).run(document, variables);
    return (errors ?? []).map(({ extensions }) => extensions['code']);
  }

  /** Resolves when everything that others said has been taken in. */
  drained(): Promise<void> {
    return this.test.runtime.drainConsumers();
  }
}

/** Takes the next answers of a live stream, then leaves it. */
export async function take(stream: TestStream, count: number): Promise<TestAnswer[]> {
  const taken: TestAnswer[] = [];
  while (taken.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

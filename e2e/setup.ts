import type { TestProject } from 'vitest/node';
import type { Stack } from './stack/stack.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the gateways of the product under test answer; one when embedded, two when distributed. */
    readonly gatewayUrls: string[];
    /** Where its subgraphs listen; none when they have no ports. */
    readonly subgraphUrls: string[];
  }
}

/** The product as services when the project says so, else as one process. */
async function startFor(projectName: string): Promise<Stack> {
  if (projectName === 'graph-distributed') {
    return (await import('./stack/compose-stack.js')).startDistributed();
  }
  return (await import('./stack/embedded-stack.js')).startEmbedded();
}

/** Starts the product once for all files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startFor(project.name);
  project.provide('gatewayUrls', stack.gatewayUrls);
  project.provide('subgraphUrls', stack.subgraphUrls ?? []);
  return () => stack.stop();
}

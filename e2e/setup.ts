import type { TestProject } from 'vitest/node';
import { startDistributed } from './stack/compose-stack.js';
import { startEmbedded } from './stack/embedded-stack.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the gateways of the product under test answer; one when embedded, two when distributed. */
    readonly gatewayUrls: string[];
    /** Where its subgraphs listen; none when they have no ports. */
    readonly subgraphUrls: string[];
  }
}

/** Starts the product once for all files of a project: as services when its name says so, else as one process. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await (project.name === 'graph-distributed' ? startDistributed() : startEmbedded());
  project.provide('gatewayUrls', stack.gatewayUrls);
  project.provide('subgraphUrls', stack.subgraphUrls ?? []);
  return () => stack.stop();
}

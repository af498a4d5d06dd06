import type { TestProject } from 'vitest/node';
import { freePort } from './stack/child.js';
import type { Stack } from './stack/stack.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the gateways of the product under test answer; one when embedded, two when distributed. */
    readonly gatewayUrls: string[];
    /** Where its subgraphs listen; none when they have no ports. */
    readonly subgraphUrls: string[];
    /** Host and port of a page whose previews the product may fetch: free, for a test that serves one. */
    readonly pageHost: string;
  }
}

/** The product as services when the project says so, else as one process. */
async function startFor(projectName: string, pageHost: string): Promise<Stack> {
  if (projectName === 'graph-distributed') {
    return (await import('./stack/compose-stack.js')).startDistributed();
  }
  return (await import('./stack/embedded-stack.js')).startEmbedded({ LINK_PREVIEW_HOSTS: pageHost });
}

/** Starts the product once for all files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pageHost = `127.0.0.1:${String(await freePort())}`;
  const stack = await startFor(project.name, pageHost);
  project.provide('pageHost', pageHost);
  project.provide('gatewayUrls', stack.gatewayUrls);
  project.provide('subgraphUrls', stack.subgraphUrls ?? []);
  return () => stack.stop();
}

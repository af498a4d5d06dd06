import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { worldOf, type World } from '../world.js';

/** Subgraphs by name, each as the SDL of what it has; the link to the federation specification is added. */
export interface Hostile {
  readonly name: string;
  /** How deep operations become; less where the planner has much to weigh. */
  readonly depth?: number;
  readonly subgraphs: Readonly<Record<string, string>>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@tag", "@interfaceObject"
])`;

/** @throws Error when the subgraphs do not compose */
export function compose({ name, depth = 4, subgraphs }: Hostile): World {
  const services = Object.entries(subgraphs).map(([subgraph, sdl]) => ({
    name: subgraph,
    typeDefs: parse(`${LINK}\n${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) {
    throw new Error(`${name}: ${errors.map(({ message }) => message).join('\n')}`);
  }
  return worldOf(name, supergraphSdl, depth);
}

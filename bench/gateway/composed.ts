import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const SCHEMA = new URL('../../schema/', import.meta.url);
const PROGRAMS = new URL('programs/', import.meta.url);
const COMPOSED = ['supergraph.graphql', 'api.graphql'];

/** Where each subgraph is asked, by its name. */
export type Addresses = Readonly<Record<string, string>>;

/** The product's supergraph, with the addresses of this run: references read them there. */
export function productSupergraph(addresses: Addresses): string {
  const sdl = readFileSync(new URL('supergraph.graphql', SCHEMA), 'utf8');
  return Object.entries(addresses).reduce(
    (text, [name, url]) =>
      text.replace(new RegExp(`(@join__graph\\(name: "${name}", url: )"[^"]*"`), `$1"${url}"`),
    sdl,
  );
}

/** The product's subgraphs and the two of the bench, composed. */
export function campusSupergraph(addresses: Addresses): string {
  const ofProduct = readdirSync(SCHEMA)
    .filter((name) => name.endsWith('.graphql') && !COMPOSED.includes(name))
    .map((name) => [name.replace('.graphql', ''), new URL(name, SCHEMA)] as const);
  const ofBench = ['library', 'timetable'].map(
    (name) => [name, new URL(`${name}.graphqls`, PROGRAMS)] as const,
  );
  const services = [...ofProduct, ...ofBench].map(([name, file]) => ({
    name,
    url: addresses[name] ?? 'http://127.0.0.1:9/graphql',
    typeDefs: parse(readFileSync(file, 'utf8')),
  }));
  const { errors, supergraphSdl } = composeServices(services);
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

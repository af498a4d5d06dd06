import { readFileSync } from 'node:fs';

interface Manifest {
  readonly operations: readonly { readonly name: string; readonly body: string }[];
}

const manifest = JSON.parse(
  readFileSync(new URL('../schema/documents.json', import.meta.url), 'utf8'),
) as Manifest;

/** What the client itself asks, fragments included: a copy would be measured when the client had moved on. */
export function clientDocument(name: string): string {
  const operation = manifest.operations.find((each) => each.name === name);
  if (!operation) throw new Error(`The client asks no ${name}`);
  return operation.body;
}

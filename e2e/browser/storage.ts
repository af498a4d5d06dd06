import { BoundStorageDocument, StorageBoundsDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';

/** Lets the organisation store no larger files than that, in bytes; null for what the installation allows. */
async function setLargestFile(maxFileSize: number | null): Promise<void> {
  const administrator = await a('administrator');
  const { storagePolicy } = await administrator.get(StorageBoundsDocument, {});
  const input = { maxFileSize, expectedVersion: storagePolicy.version, key: aKey() };
  await administrator.get(BoundStorageDocument, { input });
}

/** A bound of what may be stored, which ends with the test at the latest. */
export interface LargestFile extends AsyncDisposable {
  readonly lift: () => Promise<void>;
}

/** Keeps the organisation from storing larger files than that, in bytes. */
export async function largestFile(bytes: number): Promise<LargestFile> {
  await setLargestFile(bytes);
  const lift = (): Promise<void> => setLargestFile(null);
  return { lift, [Symbol.asyncDispose]: lift };
}

import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { S3Objects } from './s3-objects.js';
import { LEAST_PART, S3Writer, type GrowingState } from './s3-writer.js';
import { checkedKey, type BlobStat, type BlobStore, type Growing, type Span, type Stored } from './store.js';

/** Where an object store is, and who we are to it. */
export interface S3Options {
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const blobKey = (key: string): string => `blobs/${checkedKey(key)}`;
const stateKey = (key: string): string => `growing/${checkedKey(key)}.json`;

/**
 * Blobs in an S3-compatible object store. One that grows is a multipart upload, and beside it an object that says which
 * parts count and where the bytes are that are too few for one: only what that object says is there.
 */
export class S3Store implements BlobStore {
  constructor(private readonly objects: S3Objects) {}

  async put(key: string, bytes: AsyncIterable<Buffer>): Promise<number> {
    const chunks = bytes[Symbol.asyncIterator]();
    const first: Buffer[] = [];
    let held = 0;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      first.push(next.value);
      held += next.value.length;
      if (held >= LEAST_PART) return this.putInParts(key, first, chunks);
    }
    await this.objects.put(blobKey(key), Buffer.concat(first));
    return held;
  }

  private async putInParts(
    key: string,
    first: readonly Buffer[],
    rest: AsyncIterator<Buffer>,
  ): Promise<number> {
    const growing = { key, handle: await this.begin(key) };
    try {
      const writer = await this.open(growing, 0);
      for (const chunk of first) await writer.write(chunk);
      for (let next = await rest.next(); !next.done; next = await rest.next()) await writer.write(next.value);
      const size = await writer.flush();
      await this.seal(growing);
      return size;
    } catch (error) {
      // A blob is there entirely or not at all.
      await this.abandon(growing);
      throw error;
    }
  }

  begin(key: string): Promise<string> {
    return this.objects.beginParts(blobKey(key));
  }

  async resume(growing: Growing, acknowledged: number): Promise<number | null> {
    const state = await this.stateOf(growing);
    if (!state && acknowledged === 0) return (await this.stat(growing.key))?.size ?? 0;
    if (!state) return (await this.stat(growing.key))?.size ?? null;
    // What counts was told by us after it was kept, so that it may be more than what was acknowledged, and is whole.
    return sizeOf(state);
  }

  async open(growing: Growing, from: number): Promise<S3Writer> {
    const state = (await this.stateOf(growing)) ?? { parts: [], tail: null };
    if (sizeOf(state) !== from) {
      throw new RangeError(`The blob ${growing.key} does not end at ${String(from)}`);
    }
    const tail = state.tail ? await this.objects.readAll(state.tail.key) : Buffer.alloc(0);
    return new S3Writer({
      objects: this.objects,
      place: { key: blobKey(growing.key), uploadId: growing.handle },
      stateKey: stateKey(growing.key),
      state,
      tail,
    });
  }

  async seal(growing: Growing): Promise<void> {
    const { key, handle: uploadId } = growing;
    const state = await this.stateOf(growing);
    const place = { key: blobKey(key), uploadId };
    if (state) {
      const parts = state.parts.map(({ etag }) => etag);
      if (state.tail) {
        const tail = await this.objects.readAll(state.tail.key);
        parts.push(await this.objects.putPart(place, parts.length + 1, tail));
      }
      if (parts.length > 0) await this.objects.completeParts(place, parts);
      else await this.sealEmpty(place);
      await this.forget(growing, state);
      return;
    }
    if (await this.stat(key)) return;
    await this.sealEmpty(place);
  }

  async abandon(growing: Growing): Promise<void> {
    const state = await this.stateOf(growing);
    await this.objects.abortParts({ key: blobKey(growing.key), uploadId: growing.handle });
    await this.forget(growing, state);
  }

  read(key: string, span?: Span): Promise<Readable> {
    // There is no range without a byte in it.
    if (span && span.to <= span.from) return Promise.resolve(Readable.from([]));
    return this.objects.read(blobKey(key), span);
  }

  stat(key: string): Promise<BlobStat | null> {
    return this.objects.stat(blobKey(key));
  }

  remove(key: string): Promise<void> {
    return this.objects.remove(blobKey(key));
  }

  async *list(): AsyncIterable<Stored> {
    for await (const { key, changedAt } of this.objects.list('blobs/')) {
      yield { key: key.slice('blobs/'.length), changedAt };
    }
  }

  room(): Promise<null> {
    return Promise.resolve(null);
  }

  private async stateOf({ key }: Growing): Promise<GrowingState | null> {
    const found = await this.objects.readAllIfThere(stateKey(key));
    return found && (JSON.parse(found.toString()) as GrowingState);
  }

  /** An upload in parts has at least one. */
  private async sealEmpty(place: { readonly key: string; readonly uploadId: string }): Promise<void> {
    await this.objects.put(place.key, Buffer.alloc(0));
    await this.objects.abortParts(place);
  }

  private async forget({ key }: Growing, state: GrowingState | null): Promise<void> {
    if (state?.tail) await this.objects.remove(state.tail.key);
    await this.objects.remove(stateKey(key));
  }
}

const sizeOf = ({ parts, tail }: GrowingState): number =>
  parts.reduce((sum, { size }) => sum + size, tail?.size ?? 0);

/** Opens an object store; its client is loaded only where there is one. */
export async function openS3Store(options: S3Options): Promise<S3Store> {
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, region, accessKeyId, secretAccessKey } = options;
  const client: S3Client = new sdk.S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Stores that only speak its language know neither buckets as hosts nor its newer checksums.
    ...(endpoint && { endpoint, forcePathStyle: true }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return new S3Store(new S3Objects(sdk, client, options.bucket));
}

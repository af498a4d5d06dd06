import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import type { BlobStat, Span, Stored } from './store.js';

/** Where parts of one object go. */
export interface PartsPlace {
  readonly key: string;
  readonly uploadId: string;
}

/** What is asked of a bucket, in our words. */
export class S3Objects {
  constructor(
    private readonly sdk: typeof Sdk,
    private readonly client: Sdk.S3Client,
    private readonly bucket: string,
  ) {}

  async put(key: string, body: Buffer): Promise<void> {
    const input = { Bucket: this.bucket, Key: key, Body: body, ContentLength: body.length };
    await this.client.send(new this.sdk.PutObjectCommand(input));
  }

  async read(key: string, span?: Span): Promise<Readable> {
    const range = span && { Range: `bytes=${String(span.from)}-${String(span.to - 1)}` };
    const command = new this.sdk.GetObjectCommand({ Bucket: this.bucket, Key: key, ...range });
    const { Body } = await this.client.send(command);
    if (Body instanceof Readable) return Body;
    throw new TypeError(`The object ${key} came without a body`);
  }

  async readAll(key: string): Promise<Buffer> {
    return Buffer.concat((await (await this.read(key)).toArray()) as Buffer[]);
  }

  async readAllIfThere(key: string): Promise<Buffer | null> {
    try {
      return await this.readAll(key);
    } catch (error) {
      // Whether it is there is only found out by asking for it.
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async stat(key: string): Promise<BlobStat | null> {
    try {
      const command = new this.sdk.HeadObjectCommand({ Bucket: this.bucket, Key: key });
      const { ContentLength = 0 } = await this.client.send(command);
      return { size: ContentLength };
    } catch (error) {
      // Whether it is there is only found out by asking for it.
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await this.client.send(new this.sdk.DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  async *list(prefix: string): AsyncIterable<Stored> {
    let token: string | undefined;
    do {
      const more = token !== undefined && { ContinuationToken: token };
      const command = new this.sdk.ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefix, ...more });
      const page = await this.client.send(command);
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key !== undefined && LastModified) yield { key: Key, changedAt: LastModified };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async beginParts(key: string): Promise<string> {
    const command = new this.sdk.CreateMultipartUploadCommand({ Bucket: this.bucket, Key: key });
    const { UploadId } = await this.client.send(command);
    if (UploadId === undefined) throw new TypeError('The store began an upload and did not name it');
    return UploadId;
  }

  /** @returns the part's tag, by which it is put together with the others */
  async putPart({ key, uploadId }: PartsPlace, number: number, body: Buffer): Promise<string> {
    const command = new this.sdk.UploadPartCommand({
      Bucket: this.bucket,
      Key: key,
      UploadId: uploadId,
      PartNumber: number,
      Body: body,
      ContentLength: body.length,
    });
    const { ETag } = await this.client.send(command);
    if (ETag === undefined) throw new TypeError('The store took a part and did not tag it');
    return ETag;
  }

  /** Doing it again does nothing. */
  async completeParts(place: PartsPlace, etags: readonly string[]): Promise<void> {
    const command = new this.sdk.CompleteMultipartUploadCommand({
      Bucket: this.bucket,
      Key: place.key,
      UploadId: place.uploadId,
      MultipartUpload: { Parts: etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 })) },
    });
    try {
      await this.client.send(command);
    } catch (error) {
      // Nobody was told that it was done before.
      if (!isMissing(error) || !(await this.stat(place.key))) throw error;
    }
  }

  /** One that is over already is as well. */
  async abortParts({ key, uploadId }: PartsPlace): Promise<void> {
    const input = { Bucket: this.bucket, Key: key, UploadId: uploadId };
    try {
      await this.client.send(new this.sdk.AbortMultipartUploadCommand(input));
    } catch (error) {
      // Completed or aborted before.
      if (!isMissing(error)) throw error;
    }
  }
}

const MISSING = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload']);

const isMissing = (error: unknown): boolean => MISSING.has((error as Sdk.S3ServiceException).name);

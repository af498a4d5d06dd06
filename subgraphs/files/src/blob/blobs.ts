import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { DiskStore } from './disk-store.js';
import { openS3Store } from './s3-store.js';
import type { BlobStore } from './store.js';

/** What is said of storage in the environment; see config.ts. */
export interface BlobOptions {
  readonly FILE_STORE?: 'disk' | 's3';
  readonly FILE_STORAGE_PATH?: string | undefined;
  readonly FILE_REGIONS?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION?: string | undefined;
  readonly S3_BUCKET?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
  /** What addresses that open for a moment are signed with, beside others; made anew at each start when left out. */
  readonly PROOF_SECRET?: string;
}

/** Where bytes are, for the whole process. */
export interface Blobs {
  /** Where the blobs of that region are. */
  store(region: string | null): BlobStore;
  /** Every store, each once. */
  readonly stores: readonly BlobStore[];
  /** A signature of ours over a text, base64url. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}

/** Opens the stores of an installation. @throws TypeError for what makes no sense */
export async function openBlobs(options: BlobOptions): Promise<Blobs> {
  const regions = regionsIn(options.FILE_REGIONS);
  const open = options.FILE_STORE === 's3' ? s3Of(options) : diskOf(options);
  const usual = await open(null);
  const others = new Map<string, BlobStore>();
  for (const [region, place] of regions) others.set(region, await open(place));
  const key = createHmac('sha256', options.PROOF_SECRET ?? randomBytes(32))
    .update('addresses of files')
    .digest();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    store: (region) => others.get(region ?? '') ?? usual,
    stores: [usual, ...others.values()],
    sign,
    isSigned: (text, signature) => {
      const [wanted, given] = [Buffer.from(sign(text)), Buffer.from(signature)];
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    },
  };
}

type Open = (place: string | null) => Promise<BlobStore>;

const diskOf =
  ({ FILE_STORAGE_PATH = join('.data', 'files') }: BlobOptions): Open =>
  (place) =>
    Promise.resolve(new DiskStore(place ?? FILE_STORAGE_PATH));

function s3Of(options: BlobOptions): Open {
  const { S3_ENDPOINT: endpoint, S3_REGION: region = 'us-east-1', S3_BUCKET: bucket } = options;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = options;
  if (!bucket || !accessKeyId || !secretAccessKey) {
    throw new TypeError('FILE_STORE=s3 needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  }
  return (place) => openS3Store({ endpoint, region, bucket: place ?? bucket, accessKeyId, secretAccessKey });
}

/** `EU=/mnt/eu,US=/mnt/us`. @throws TypeError */
function regionsIn(text = ''): ReadonlyMap<string, string> {
  const pairs = text
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((given) => {
      const each = given.trim();
      const [, region, place] = /^([\w-]+)=(\S+)$/.exec(each) ?? [];
      if (!region || !place) {
        throw new TypeError(`FILE_REGIONS names regions as EU=<folder or bucket>, not ${each}`);
      }
      return [region, place] as const;
    });
  return new Map(pairs);
}

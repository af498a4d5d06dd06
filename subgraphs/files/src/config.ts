import { integer, oneOf, serviceConfig, text, url, urls } from '@parley/kit';

/** As large as a film of some hours: 10 GiB. */
export const FILE_MAX_SIZE = 10_737_418_240;

/** What files are bounded by, also where the whole product runs in one process. */
export const storageConfig = {
  /** The largest file in bytes, unless an organisation sets less for itself. */
  FILE_MAX_SIZE: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }, FILE_MAX_SIZE),
  /** Media types and endings that are taken, such as `image/*,.pdf`, separated by commas; everything when not set. */
  FILE_ALLOWED_TYPES: text().optional(),
  /** Where bytes are: a folder of this machine, or one that all replicas share, or an object store. */
  FILE_STORE: oneOf(['disk', 's3'], 'disk'),
  FILE_STORAGE_PATH: text().optional(),
  /** Regions whose bytes are elsewhere: `EU=<folder or bucket>`, separated by commas. */
  FILE_REGIONS: text().optional(),
  S3_ENDPOINT: url(['http:', 'https:']).optional(),
  S3_REGION: text('us-east-1'),
  S3_BUCKET: text().optional(),
  S3_ACCESS_KEY_ID: text().optional(),
  S3_SECRET_ACCESS_KEY: text().optional(),
  /** Where clamd listens, `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; nothing is scanned when not set. */
  CLAMD_URL: url(['tcp:', 'unix:']).optional(),
  /** Whether sealed and very large files, which no scanner can look into, may be had all the same. */
  FILE_UNSCANNABLE: oneOf(['quarantine', 'allow'], 'quarantine'),
  /** How many child processes look into files at the same time. */
  FILE_WORKERS: integer({ min: 1, max: 16 }, 2),
};

/** What files reads of the environment, besides what every service does. */
export const filesConfig = {
  ...serviceConfig,
  /** Where the logs of identity, chat and meetings are read, in distributed mode: at any of their replicas. */
  SUBGRAPH_IDENTITY_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_CHAT_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_MEETINGS_URL: urls(['http:', 'https:']).optional(),
  ...storageConfig,
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
};

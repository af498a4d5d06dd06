import {
  type Config,
  flag,
  integer,
  oneOf,
  port,
  secret,
  serviceConfig,
  text,
  tracingConfig,
  url,
} from '@parley/kit';

/** The environment of every gateway, embedded or distributed. */
export const gatewayShape = {
  ...tracingConfig,
  NODE_ENV: oneOf(['development', 'production', 'test'], 'development'),
  PORT: port(4000),
  HOST: text('127.0.0.1'),
  /** Where browsers reach us, when that is not where we listen: decides HSTS and which Origins may open sockets. */
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TOKEN_SECRET: secret(),
  PROOF_SECRET: secret(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  /** How long a gateway that stops still answers: longer than a proxy needs to notice that it is not ready. */
  LEAVING_MS: integer({ min: 0, max: 120_000 }, 500),
  /** Addresses of our own proxies, separated by commas; X-Forwarded-For counts only when it comes from them. */
  TRUST_PROXY: text('').optional(),
  /** The header in which those proxies say from which country a request came. */
  COUNTRY_HEADER: text().optional(),
  /** With it /metrics answers whoever brings it as a bearer; without it only this machine. */
  METRICS_TOKEN: secret().optional(),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  /** Which documents are executed for people who are signed in: any, or only those that were reviewed. */
  DOCUMENTS: oneOf(['open', 'trusted'], 'open'),
  /** A folder of more documents to trust: `.graphql` files and manifests. */
  DOCUMENTS_DIR: text().optional(),
  /** Points of limits/cost.ts that strangers at one address may spend a minute. */
  RATE_ANONYMOUS_PER_MINUTE: integer({ min: 1, max: 1_000_000_000 }, 30_000),
  /** And a session or API token. */
  RATE_SESSION_PER_MINUTE: integer({ min: 1, max: 1_000_000_000 }, 30_000),
  /** And a person with all their sessions and tokens; twice as much as a session when it is not set. */
  RATE_USER_PER_MINUTE: integer({ min: 1, max: 1_000_000_000 }).optional(),
  /** And everybody who is signed in at one address; five hundred times as much as a session when it is not set. */
  RATE_ADDRESS_PER_MINUTE: integer({ min: 1, max: 1_000_000_000 }).optional(),
  /** Messages that a socket may send a second. */
  RATE_SOCKET_PER_SECOND: integer({ min: 1, max: 100_000 }, 50),
  /** Origins whose pages may call the API with a token, separated by commas; `*` for any. Ours always may. */
  CORS_ORIGINS: text().optional(),
  /** Origins at which pages measure how far media regions are, separated by commas. */
  MEDIA_REGION_ORIGINS: text().optional(),
};

/** What a gateway is told at its start. */
export type GatewayConfig = Config<typeof gatewayShape>;

/** The environment of the embedded default: everything has a working value, secrets are made once. */
export const embeddedShape = {
  ...gatewayShape,
  TOKEN_SECRET: secret().optional(),
  PROOF_SECRET: secret().optional(),
  DATA_DIR: text('.data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  LOG_RETENTION_DAYS: serviceConfig.LOG_RETENTION_DAYS,
  PARLEY_DEMO: flag(true),
  /** As files' own configuration says of them. */
  FILE_MAX_SIZE: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }, 10_737_418_240),
  FILE_ALLOWED_TYPES: text().optional(),
  FILE_STORE: oneOf(['disk', 's3'], 'disk'),
  FILE_STORAGE_PATH: text().optional(),
  FILE_REGIONS: text().optional(),
  S3_ENDPOINT: url(['http:', 'https:']).optional(),
  S3_REGION: text('us-east-1'),
  S3_BUCKET: text().optional(),
  S3_ACCESS_KEY_ID: text().optional(),
  S3_SECRET_ACCESS_KEY: text().optional(),
  CLAMD_URL: url(['tcp:', 'unix:']).optional(),
  FILE_UNSCANNABLE: oneOf(['quarantine', 'allow'], 'quarantine'),
  FILE_WORKERS: integer({ min: 1, max: 16 }, 2),
  /** As chat's own configuration says of them. */
  FILE_MEGABYTES: integer({ min: 1, max: 2_000 }, 100),
  LINK_PREVIEWS: oneOf(['on', 'off'], 'on'),
  LINK_PREVIEW_HOSTS: text().optional(),
  /** As meetings' own configuration says of them. */
  CALL_RING_SECONDS: integer({ min: 5, max: 300 }, 45),
  RECORDING_ASK_SECONDS: integer({ min: 5, max: 600 }, 60),
  RECORDING_DAYS: integer({ min: 1, max: 3_650 }, 365),
  TRANSCRIPTION_URL: url(['http:', 'https:']).optional(),
  TRANSCRIPTION_TOKEN: text().optional(),
  TRANSCRIPTION_LANGUAGE: text().optional(),
  TURN_URLS: text().optional(),
  TURN_SECRET: text().optional(),
  /** Nobody else could be asked meanwhile. */
  LEAVING_MS: integer({ min: 0, max: 120_000 }, 0),
  /** A person reads what npm start prints; services log for machines. */
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'warn'),
  /** Who can sign in first where there is no demo: the organisation, and its administrator. */
  FIRST_ORGANIZATION: text().optional(),
  FIRST_ADMIN_EMAIL: text().optional(),
  FIRST_ADMIN_PASSWORD: text().optional(),
};

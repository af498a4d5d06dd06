import {
  type Config,
  type ConfigShape,
  flag,
  oneOf,
  secret,
  serviceConfig,
  text,
  url,
  urls,
} from '@parley/kit';

const own = {
  /** Signs access tokens, and makes the secret parts of links and API tokens. The gateway knows it as well. */
  TOKEN_SECRET: secret(),
  /** Where people open the product: guest links begin with it. */
  PUBLIC_URL: url(['http:', 'https:'], 'http://127.0.0.1:4000'),
  PARLEY_DEMO: flag(true),
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
} satisfies ConfigShape;

/** Who may come in when there is nobody yet: read only by a start that finds no organisation. */
const first = {
  FIRST_ORGANIZATION: text().optional(),
  FIRST_ADMIN_EMAIL: text().optional(),
  FIRST_ADMIN_PASSWORD: text().optional(),
} satisfies ConfigShape;

/** The environment that identity reads when it runs alone. */
export const identityConfig = {
  ...serviceConfig,
  /** Where the log of meetings is read, in distributed mode: at any of their replicas. */
  SUBGRAPH_MEETINGS_URL: urls(['http:', 'https:']).optional(),
  ...own,
  ...first,
} satisfies ConfigShape;

/** What identity itself needs to know, however it is run. */
export type IdentityConfig = Config<typeof own> & Partial<Config<typeof first>>;

/** The environment of an operator's command. */
export const operatorConfig = {
  DATABASE_URL: serviceConfig.DATABASE_URL,
  REDIS_URL: serviceConfig.REDIS_URL,
} satisfies ConfigShape;

import { flag, integer, oneOf, serviceConfig, urls } from '@parley/kit';

/** As large as a film of some minutes. */
export const FILE_MEGABYTES = 100;

/** What chat reads of the environment, besides what every service does. */
export const chatConfig = {
  ...serviceConfig,
  /** Where identity's log is read, in distributed mode: at any of its replicas. */
  SUBGRAPH_IDENTITY_URL: urls(['http:', 'https:']).optional(),
  /** The largest file that a message may show, in megabytes. */
  FILE_MEGABYTES: integer({ min: 1, max: 2_000 }, FILE_MEGABYTES),
  /** Whether the demo conversations are made at the first start; never in production. */
  PARLEY_DEMO: flag(false),
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
};

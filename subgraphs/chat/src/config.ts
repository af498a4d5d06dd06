import { flag, oneOf, serviceConfig, urls } from '@parley/kit';

/** What chat reads of the environment, besides what every service does. */
export const chatConfig = {
  ...serviceConfig,
  /** Where identity's log is read, in distributed mode: at any of its replicas. */
  SUBGRAPH_IDENTITY_URL: urls(['http:', 'https:']).optional(),
  /** Whether the demo conversations are made at the first start; never in production. */
  PARLEY_DEMO: flag(false),
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
};

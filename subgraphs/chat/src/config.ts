import { flag, serviceConfig, url } from '@parley/kit';

/** What chat reads of the environment, besides what every service does. */
export const chatConfig = {
  ...serviceConfig,
  /** Where identity's log is read, in distributed mode. */
  SUBGRAPH_IDENTITY_URL: url(['http:', 'https:']).optional(),
  /** Whether the demo conversations are made at the first start; never in production. */
  PARLEY_DEMO: flag(false),
};

import { flag, integer, oneOf, serviceConfig, text, urls } from '@parley/kit';

/** As large as a film of some minutes. */
export const FILE_MEGABYTES = 100;

/** What files and addresses in messages are bounded by. */
export const mediaConfig = {
  /** The largest file that a message may show, in megabytes. */
  FILE_MEGABYTES: integer({ min: 1, max: 2_000 }, FILE_MEGABYTES),
  /** Whether addresses in messages are looked at, to show what they lead to. */
  LINK_PREVIEWS: oneOf(['on', 'off'], 'on'),
  /** `host:port` of our own network that may be looked at all the same, separated by commas. */
  LINK_PREVIEW_HOSTS: text().optional(),
};

/** What chat reads of the environment, besides what every service does. */
export const chatConfig = {
  ...serviceConfig,
  /** Where the logs of identity, files and meetings are read, in distributed mode: at any of their replicas. */
  SUBGRAPH_IDENTITY_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_FILES_URL: urls(['http:', 'https:']).optional(),
  SUBGRAPH_MEETINGS_URL: urls(['http:', 'https:']).optional(),
  ...mediaConfig,
  /** Whether the demo conversations are made at the first start; never in production. */
  PARLEY_DEMO: flag(false),
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
};

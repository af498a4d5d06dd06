import { HashtagResolver } from './hashtag/hashtag.resolver.js';
import * as mentions from './mention/mention.resolver.js';
import { CreateSearch1760000025000 } from './migrations/1760000025000-create-search.js';
import { TieSearchToMessages1760000026000 } from './migrations/1760000026000-tie-search-to-messages.js';
import { searchConsumer, searchJob } from './search/index.consumer.js';
import { SearchResolver } from './search/search.resolver.js';
import { MessageSearchRow, WordRow } from './search/search.table.js';

/** How messages are found: by their words, their tags and whom they address. A part of chat.ts. */
export const finding = {
  resolvers: [SearchResolver, HashtagResolver, ...Object.values(mentions)],
  tables: [MessageSearchRow, WordRow],
  migrations: [CreateSearch1760000025000, TieSearchToMessages1760000026000],
  consumers: [searchConsumer],
  jobs: [searchJob],
};

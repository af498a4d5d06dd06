import { media, search, sharing } from './abstractions.js';
import { circles, keys, provisions, requirements } from './entities.js';
import { commands, nulls, traps } from './values.js';

/** Small supergraphs, each difficult in its own way. */
export const hostile = [
  keys,
  requirements,
  provisions,
  circles,
  media,
  search,
  sharing,
  nulls,
  traps,
  commands,
] as const;

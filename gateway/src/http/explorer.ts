import type { OutgoingHttpHeaders } from 'node:http';
import { contentSecurityPolicy } from './security-headers.js';
import { staticFiles, type StaticFiles } from './static.js';

/** GraphiQL's editor writes style elements and font data at run time; scripts are our files all the same. */
const POLICY: OutgoingHttpHeaders = {
  'content-security-policy': contentSecurityPolicy({ styles: ["'unsafe-inline'"] }),
};

/** The explorer of the graph: GraphiQL, built by explorer/build.mjs and served by ourselves. */
export const explorer = (folder: string): StaticFiles =>
  staticFiles(folder, '/explorer', { pageHeaders: POLICY });

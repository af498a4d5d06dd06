import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the client. */
export const clientDir = fileURLToPath(new URL('../../client/dist/browser', import.meta.url));

import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { subgraphAt, vouchedFor } from './proof.mjs';

/** What ours demand: each request to a subgraph is vouched for, on behalf of whoever asked. */
const vouching = {
  async onFetch({ url, options, setOptions, context }) {
    const name = subgraphAt(url);
    if (!name) return;
    const authorization = context.headers?.authorization ?? '';
    const headers = await vouchedFor(name, authorization, options.body);
    setOptions({ ...options, headers: { ...options.headers, ...headers } });
  },
};

/** Read by the command line of Hive Gateway, which is started as it ships. */
export const gatewayConfig = defineConfig({
  unifiedGraphHandler,
  plugins: () => [vouching],
  // Equal requests under way are told apart by their headers: without this one viewers would share answers.
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
  },
});

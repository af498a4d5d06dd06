import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { subgraphs, vouchedFor } from './proof.mjs';

/** Subgraphs asked as @apollo/gateway asks them, with what ours demand. */
class Vouched extends RemoteGraphQLDataSource {
  constructor(name) {
    super({ url: subgraphs[name] });
    this.name = name;
  }

  async willSendRequest({ request, context }) {
    const { http, query, ...rest } = request;
    // In the order in which the body is written.
    const body = JSON.stringify({ query, ...rest });
    const headers = await vouchedFor(this.name, context.authorization ?? '', body);
    for (const [header, value] of Object.entries(headers)) http.headers.set(header, value);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env.SUPERGRAPH, 'utf8'),
  buildService: ({ name }) => new Vouched(name),
});

await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { host: process.env.HOST, port: Number(process.env.PORT) },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
});

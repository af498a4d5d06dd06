import { readFileSync } from 'node:fs';
import { PROOF_HEADER, signProof } from '@parley/kit';

const { PROOF_SECRET: secret, CALLERS, SUBGRAPHS } = process.env;

/** Who each token stands for: looked up, since how a gateway finds that out is not what is compared. */
const callers = new Map(Object.entries(JSON.parse(readFileSync(CALLERS, 'utf8'))));

/** Where each subgraph is asked, by its name. */
export const subgraphs = JSON.parse(SUBGRAPHS);

const names = new Map(Object.entries(subgraphs).map(([name, url]) => [url, name]));

/** The name of the subgraph that is asked at that address. */
export const subgraphAt = (url) => names.get(url);

/** The headers without which a subgraph answers nobody, for one request on behalf of whoever sent the token. */
export async function vouchedFor(audience, authorization, body) {
  const caller = callers.get(authorization);
  if (!caller) throw new Error('The gateway was asked with a token that it was not told of');
  return { [PROOF_HEADER]: await signProof(secret, { audience, caller, body }) };
}

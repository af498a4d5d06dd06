import { createServer } from 'node:http';
import { PROOF_HEADER, ProofVerifier } from '@parley/kit';
import { answers } from './campus.mjs';

const { PROOF_SECRET, PEOPLE, PORT, HOST } = process.env;
const [name] = process.argv.slice(2);

/** As the kit does it: nobody is answered without the gateway's word. */
const verifier = new ProofVerifier(PROOF_SECRET, name);
const answer = answers(name, JSON.parse(PEOPLE));
const known = new Map();

function answerTo(body) {
  let text = known.get(body);
  if (text === undefined) known.set(body, (text = Buffer.from(answer(JSON.parse(body)))));
  return text;
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

createServer(async (request, response) => {
  if (request.method === 'GET') {
    // It is there.
    response.end();
    return;
  }
  const body = await bodyOf(request);
  await verifier.verify(request.headers[PROOF_HEADER], body);
  const text = answerTo(body);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': text.length,
    // The kit's word that there is nothing but data in the answer.
    'x-parley-plain': '1',
  });
  response.end(text);
}).listen(Number(PORT), HOST);

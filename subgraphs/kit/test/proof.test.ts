import { createHmac } from 'node:crypto';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { ProofSigner, ProofVerifier } from '../src/proof.js';
import { aViewer, callerOf } from '../src/testing/index.js';

const SECRET = 'a secret of the gateway, 32 characters long';
const key = new TextEncoder().encode(SECRET);
const caller = callerOf(aViewer({ roles: ['"quoted"', 'ä 🎈'] }));
const call = { audience: 'notes', caller, body: '{"query":"{ me }"}' };
const signer = new ProofSigner(SECRET);
const proof = () => signer.sign(call);
const verify = (text: string, body: string | Buffer = call.body) =>
  new ProofVerifier(SECRET, 'notes').verify(text, body);

/** The claims of a good proof, changed and signed with the right key. */
const changed = (claims: object, alg = 'HS256') =>
  new SignJWT({ ...decodeJwt(proof()), ...claims }).setProtectedHeader({ alg }).sign(key);

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

test('a proof is a JWT like any other, and names the caller as it is', async () => {
  const { payload } = await jwtVerify(proof(), key, { issuer: 'parley-gateway', audience: 'notes' });
  expect(payload['caller']).toEqual(caller);
  expect(verify(proof())).toEqual(caller);
});

test('the viewer is written once, and another viewer is another one', () => {
  const other = { ...caller, viewer: aViewer({ id: 'user_other' }) };
  expect(verify(proof())).toEqual(caller);
  expect(verify(signer.sign({ ...call, caller: other }))).toEqual(other);
  expect(verify(signer.sign({ ...call, caller: { ...caller, viewer: null } }))).toEqual({
    ...caller,
    viewer: null,
  });
});

test('a body counts by its bytes', () => {
  const body = '{"query":"{ ä 🎈 }"}';
  expect(verify(signer.sign({ ...call, body }), Buffer.from(body))).toEqual(caller);
  expect(verify(signer.sign({ ...call, body: Buffer.from(body) }), body)).toEqual(caller);
});

test.each([
  ['too old', { iat: inSeconds(-66), exp: inSeconds(5) }],
  ['over', { exp: inSeconds(0) }],
  ['of another issuer', { iss: 'parley' }],
  ['for another subgraph', { aud: 'chat' }],
  ['from a clock that is far ahead', { iat: inSeconds(10), exp: inSeconds(70) }],
])('a proof that is %s does not hold', async (_what, claims) => {
  const text = await changed(claims);
  expect(() => verify(text)).toThrow('does not hold');
});

test('clocks may stand a little apart', async () => {
  const text = await changed({ iat: inSeconds(3), exp: inSeconds(63) });
  expect(verify(text)).toEqual(caller);
});

test.each(['HS384', 'HS512'])('nobody chooses another algorithm than ours: %s', async (alg) => {
  const text = await changed({}, alg);
  expect(() => verify(text)).toThrow('does not hold');
});

test('neither an unsigned one nor one that merely says something else of itself holds', () => {
  const [, claims = ''] = proof().split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const signed = `${none}.${claims}`;
  const signature = createHmac('sha256', SECRET).update(signed).digest('base64url');
  for (const text of [`${signed}.`, `${signed}.${signature}`, '', '.', '..', claims]) {
    expect(() => verify(text)).toThrow(/does not hold|No proof/);
  }
});

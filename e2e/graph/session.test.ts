import { expect, test } from 'vitest';
import { ask, codesOf, cookieOf } from '../client/ask.js';
import { PASSWORD, Person, REFRESH_COOKIE } from '../client/person.js';
import { Socket } from '../client/socket.js';
import {
  PeopleDocument,
  RenewSessionDocument,
  RevokeSessionDocument,
  SelfDocument,
  SignInDocument,
  SignOutDocument,
  ViewerEventsDocument,
  WhoamiDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { a, gateway, gateways } from '../product.js';

const signIn = (email: string, password: string) =>
  ask(gateway, SignInDocument, { input: { email, password, device: 'Test bench', key: aKey() } });

const renew = (cookie: string | undefined) =>
  ask(gateway, RenewSessionDocument, { input: { key: aKey() } }, { cookie });

test('the right password opens a session, and the answer names who it belongs to', async () => {
  const answer = await signIn(people.colleague, PASSWORD);
  expect(answer.errors).toEqual([]);
  const session = answer.data?.signIn;
  if (session?.__typename !== 'SignedIn') throw new Error('Not signed in');
  expect(session.viewer.session).toMatchObject({ device: 'Test bench', current: true });
  const self = await ask(gateway, SelfDocument, {}, { token: session.token.accessToken });
  expect(self.data?.viewer).toMatchObject({
    id: session.viewer.id,
    user: { id: session.viewer.id, displayName: 'Jonas Lindqvist' },
    organization: { name: 'Northgate University' },
    session: { id: session.viewer.session?.id },
  });
});

test('the refresh cookie is out of reach of scripts and other sites', async () => {
  const answer = await signIn(people.colleague, PASSWORD);
  const cookie = answer.headers.getSetCookie().find((set) => set.startsWith(`${REFRESH_COOKIE}=`));
  expect(cookie).toMatch(/; *HttpOnly/i);
  expect(cookie).toMatch(/; *SameSite=Strict/i);
  expect(cookie).toMatch(/; *Path=\/graphql/i);
});

test('a wrong password and an unknown address get the same refusal', async () => {
  const wrong = await signIn(people.agent, 'not the password');
  const unknown = await signIn('nobody.at.all@northgate.ac.uk', 'not the password');
  expect(codesOf(wrong)).toHaveLength(1);
  const plain = ({ errors, data }: typeof wrong) => ({
    data,
    errors: errors.map(({ message, extensions: { code } }) => [message, code]),
  });
  expect(plain(wrong)).toEqual(plain(unknown));
  expect(cookieOf(wrong, REFRESH_COOKIE)).toBeUndefined();
});

test('nobody is anybody without a credential, or with a false one', async () => {
  const jonas = await a('colleague');
  const none = await ask(gateway, WhoamiDocument, {});
  expect(none.data?.viewer ?? null).toBeNull();
  const token = `${jonas.token.slice(0, -4)}AAAA`;
  expect((await ask(gateway, WhoamiDocument, {}, { token })).data?.viewer ?? null).toBeNull();
  const refused = await ask(gateway, PeopleDocument, { first: 10 }, { token });
  expect([codesOf(refused), refused.data]).toEqual([['UNAUTHENTICATED'], null]);
});

test('the cookie renews a session and is replaced by the renewal', async () => {
  const jonas = await Person.signIn(gateways, people.colleague);
  const renewed = await renew(jonas.cookie);
  expect(renewed.errors).toEqual([]);
  const next = cookieOf(renewed, REFRESH_COOKIE);
  expect(next).toBeDefined();
  expect(next).not.toBe(jonas.cookie);
  const self = await ask(gateway, WhoamiDocument, {}, { token: renewed.data?.renewSession.accessToken });
  expect(self.data?.viewer?.id).toBe(jonas.id);
});

test('two tabs that renew at the same moment both stay signed in', async () => {
  const jonas = await Person.signIn(gateways, people.colleague);
  const tabs = await Promise.all([renew(jonas.cookie), renew(jonas.cookie)]);
  for (const tab of tabs) {
    const again = await renew(cookieOf(tab, REFRESH_COOKIE));
    const self = await ask(gateway, WhoamiDocument, {}, { token: again.data?.renewSession.accessToken });
    expect(self.data?.viewer?.id).toBe(jonas.id);
  }
});

test('renewal without a cookie is refused', async () => {
  expect(codesOf(await renew(undefined))).toEqual(['UNAUTHENTICATED']);
});

test('signing out closes the sockets of that session with 4401, and no other', async () => {
  await using leaving = await Person.signIn(gateways, people.employee);
  await using staying = await Person.signIn(gateways, people.employee);
  const left = leaving.connect();
  const kept = staying.connect();
  const leftEvents = left.follow(ViewerEventsDocument, {});
  const keptEvents = kept.follow(ViewerEventsDocument, {});
  await Promise.all([leftEvents.next(), keptEvents.next()]);
  const answer = await ask(
    gateway,
    SignOutDocument,
    { input: { key: aKey() } },
    { token: leaving.token, cookie: leaving.cookie },
  );
  expect(answer.errors).toEqual([]);
  expect((await left.closed).code).toBe(4401);
  const revoked = await keptEvents.find((event) => event.viewerEvents.__typename === 'SessionRevoked');
  expect(revoked.viewerEvents.__typename).toBe('SessionRevoked');
  expect(codesOf(await renew(leaving.cookie))).toEqual(['UNAUTHENTICATED']);
  expect((await staying.get(WhoamiDocument, {})).viewer?.id).toBe(staying.id);
});

test('a session is ended from another device, on every gateway', async () => {
  await using phone = await Person.signIn(gateways, people.employee);
  await using desk = await Person.signIn(gateways, people.employee);
  const socket = phone.connect(1);
  await socket.follow(ViewerEventsDocument, {}).next();
  const sessionId = (await phone.get(SelfDocument, {})).viewer?.session?.id ?? '';
  await desk.get(RevokeSessionDocument, { input: { sessionId, key: aKey() } });
  expect((await socket.closed).code).toBe(4401);
});

test('a socket without a session follows nothing', async () => {
  await using socket = new Socket(gateway);
  const refused = socket.follow(ViewerEventsDocument, {}).next();
  await expect(refused).rejects.toBeDefined();
});

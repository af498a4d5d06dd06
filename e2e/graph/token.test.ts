import { expect, test } from 'vitest';
import { ask, codesOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import {
  ChannelPageDocument,
  ChannelSummaryDocument,
  CreateApiTokenDocument,
  PeopleDocument,
  PersonDocument,
  RedeemGuestLinkDocument,
  RevokeApiTokenDocument,
  SendMessageDocument,
  SidebarNamesDocument,
  type TokenScope,
  WhoamiDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, gateways, say } from '../product.js';

async function aToken(owner: Person, ...scopes: TokenScope[]): Promise<{ id: string; program: Person }> {
  const { createApiToken } = await owner.get(CreateApiTokenDocument, {
    input: { name: 'e2e', scopes, key: aKey() },
  });
  expect(createApiToken.token.scopes).toEqual(scopes);
  return { id: createApiToken.token.id, program: owner.with(createApiToken.secret) };
}

test('an API token acts for its owner within its scopes', async () => {
  const dean = await a('dean');
  const channelId = await aChannel(dean);
  const { program: writer } = await aToken(dean, 'READ', 'WRITE');
  const sent = await say(writer, channelId, 'from a program');
  expect(sent.author?.id).toBe(dean.id);

  const { program: reader } = await aToken(dean, 'READ');
  expect((await reader.get(WhoamiDocument, {})).viewer?.id).toBe(dean.id);
  const refused = await reader.ask(SendMessageDocument, { input: { channelId, text: 'no', key: aKey() } });
  expect(codesOf(refused)).toEqual(['FORBIDDEN']);
  const { channel } = await dean.get(ChannelPageDocument, { id: channelId });
  expect(channel?.messages.nodes.map(({ text }) => text)).not.toContain('no');
});

test('a revoked API token opens nothing', async () => {
  const dean = await a('dean');
  const { id, program } = await aToken(dean, 'READ');
  await program.get(WhoamiDocument, {});
  await dean.get(RevokeApiTokenDocument, { input: { tokenId: id, key: aKey() } });
  // A gateway may answer from what it learned up to two seconds ago.
  const isKnown = async () => (await program.ask(WhoamiDocument, {})).data?.viewer?.id ?? null;
  await expect.poll(isKnown, { timeout: 3_000 }).toBeNull();
});

/** The guest of the demo organisation, who has a link to the thesis committee. */
async function aGuest(): Promise<{ guest: Person; channelId: string }> {
  const input = { token: 'demo-guest-adeyemi', displayName: 'Oluwaseun Adeyemi', key: aKey() };
  const answer = await ask(gateway, RedeemGuestLinkDocument, { input });
  const session = answer.data?.redeemGuestLink;
  if (session?.__typename !== 'SignedIn') {
    throw new Error(`The link was refused: ${JSON.stringify(answer.errors)}`);
  }
  const target = session.viewer.guestPass?.grants[0]?.target;
  if (!target || !('id' in target)) throw new Error('The pass opens no channel');
  return { guest: new Person(gateways, session.viewer.id, session.token.accessToken), channelId: target.id };
}

test('a guest link opens what its pass names and nothing else', async () => {
  const { guest, channelId } = await aGuest();
  const { channel } = await guest.get(ChannelSummaryDocument, { id: channelId });
  expect(channel?.id).toBe(channelId);
  const { viewer } = await guest.get(SidebarNamesDocument, {});
  expect(viewer?.sidebar?.entries.map((entry) => entry.channel.id) ?? []).toSatisfy((ids: string[]) =>
    ids.every((id) => id === channelId),
  );

  const head = await a('head');
  const hidden = await aChannel(head);
  await say(head, hidden, 'not for guests');
  const answer = await guest.ask(ChannelPageDocument, { id: hidden });
  expect(answer.data?.channel ?? null).toBeNull();
});

test('a guest has no directory', async () => {
  const { guest } = await aGuest();
  const directory = await guest.ask(PeopleDocument, { first: 20 });
  const found = directory.data?.users.nodes ?? [];
  expect(found.filter(({ id }) => id !== guest.id)).toEqual([]);
  const stranger = await guest.ask(PersonDocument, { id: (await a('agent')).id });
  expect(stranger.data?.user?.contact ?? null).toBeNull();
});

test('a link that was never issued is refused', async () => {
  const input = { token: 'not-a-link-that-was-issued', displayName: 'Mallory', key: aKey() };
  const answer = await ask(gateway, RedeemGuestLinkDocument, { input });
  expect(answer.data?.redeemGuestLink ?? null).toBeNull();
  expect(codesOf(answer)).toHaveLength(1);
});

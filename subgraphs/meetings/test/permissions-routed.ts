import { outcomeOf, take } from '@parley/kit/testing';
import { type Row, all, entity, mutation, own, query, two } from './permission-rows.js';

const FOLLOW = `subscription ($id: ID!) { meetingSignals(meetingId: $id) { __typename } }`;

/** What is told to those in a room is kept nowhere: it is told again until the stream says something, or is refused. */
const meetingSignals: Row = {
  name: 'Subscription.meetingSignals',
  expected: two('NOT_FOUND'),
  async run({ meetings, viewers, meetingId, participantId }, actor) {
    const events = meetings.as(viewers[actor]).follow(FOLLOW, { id: meetingId });
    const spoken = { kind: 'ActiveSpeaker', at: new Date().toISOString(), participantId, speaking: true };
    const telling = setInterval(() => {
      void meetings.test.runtime.signal(`signals:${meetingId}`, spoken);
    }, 10);
    const [heard] = await take(events, 1).finally(() => {
      clearInterval(telling);
    });
    await events.return();
    return outcomeOf(heard);
  },
};

/** What devices want of media servers. */
export const routed: readonly Row[] = [
  // Media of a call goes from device to device: there are no layers to choose.
  mutation(
    'chooseLayers',
    `mutation ($input: ChooseLayersInput!) { chooseLayers(input: $input) }`,
    ({ participantId }) => ({ participantId, tiles: [] }),
    all('NOT_FOUND', { caller: 'CONFLICT' }),
  ),
  mutation(
    'renewMediaSeat',
    `mutation ($input: RenewMediaSeatInput!) { renewMediaSeat(input: $input) { expiresAt } }`,
    ({ participantId }) => ({ participantId }),
    own,
  ),
  meetingSignals,
  query('mediaRegions', `{ mediaRegions { id } }`, () => ({}), all('ok')),
  // Who manages people need not manage media.
  mutation(
    'saveMediaRegion',
    `mutation ($input: SaveMediaRegionInput!) { saveMediaRegion(input: $input) { id } }`,
    () => ({ regionCode: 'EU', name: 'Europe', enabled: true }),
    all('FORBIDDEN'),
  ),
  entity('MediaRegion', () => 'media_region_00000000000000000000000001', all('null')),
];

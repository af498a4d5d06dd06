import { aKey } from './chat.js';
import { type Input, type Row, all, inside, mutation } from './permission-rows.js';
import type { Scene } from './scene.js';

const byMessage: Input = ({ messageId }) => ({ messageId });

/** Refused to everybody but the author of the message, who is `member`. */
const ONLY_THE_AUTHOR = {
  guest: 'FORBIDDEN',
  reader: 'FORBIDDEN',
  moderator: 'FORBIDDEN',
  owner: 'FORBIDDEN',
} as const;

/** Refused to those who neither wrote the message nor keep order. */
const ONLY_KEEPERS = { guest: 'FORBIDDEN', reader: 'FORBIDDEN' } as const;

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id poll { options { id } } } }`;

/** Something else that the member sent. */
const sent = ({ chat, viewers, channelId }: Scene, more: object) =>
  chat.must(viewers.member, SEND, { input: { channelId, text: 'More', key: aKey(), ...more } });

const aPoll = (scene: Scene) => sent(scene, { poll: { question: 'Which?', options: ['One', 'Other'] } });

/** A row about a message that is sent before anybody asks. */
const about = (
  name: string,
  sending: (scene: Scene) => Promise<{ id: string; poll: { options: { id: string }[] } | null }>,
  expected: Row['expected'],
  more: (poll: { options: { id: string }[] } | null) => object = () => ({}),
): Row => {
  const made = new WeakMap<Scene, { messageId: string }>();
  return mutation(
    name,
    '{ id }',
    (scene) => made.get(scene) ?? {},
    expected,
    async (scene) => {
      const { id, poll } = await sending(scene);
      made.set(scene, { messageId: id, ...more(poll) });
    },
  );
};

/** What is done with messages besides reading, answering and changing them. */
export const ofDeeds: readonly Row[] = [
  mutation('undoSend', '{ id }', byMessage, inside('NOT_FOUND', ONLY_THE_AUTHOR)),
  mutation(
    'forwardMessage',
    '{ id }',
    ({ messageId, channelId }) => ({ messageId, channelId }),
    inside('NOT_FOUND', { reader: 'FORBIDDEN' }),
  ),
  about('voteInPoll', aPoll, inside('NOT_FOUND'), (poll) => ({ optionIds: [poll?.options[0]?.id] })),
  about('closePoll', aPoll, inside('NOT_FOUND', ONLY_KEEPERS)),
  mutation('requestMessageAcknowledgement', '{ id }', byMessage, inside('NOT_FOUND', ONLY_KEEPERS)),
  about(
    'acknowledgeMessage',
    (scene) => sent(scene, { requireAcknowledgement: true }),
    inside('NOT_FOUND', { member: 'FORBIDDEN' }),
  ),
  about(
    'remindMessageAcknowledgement',
    (scene) => sent(scene, { requireAcknowledgement: true }),
    inside('NOT_FOUND', ONLY_KEEPERS),
  ),
  mutation('setReadReceipts', '{ own }', () => ({ shown: false }), all('ok')),
  mutation('setOrganizationReadReceipts', '{ own }', () => ({ shown: false }), all('FORBIDDEN')),
];

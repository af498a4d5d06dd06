import { askText } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { aKey } from '../people.js';
import { gateway } from '../product.js';
import { made } from './node-kinds.js';

const JOIN = `mutation ($input: JoinMeetingInput!) { joinMeeting(input: $input) { __typename } }`;

const CONSENT = `query ($id: ID!) { recording(id: $id) { consents { id } } }`;

interface ConsentsSeen {
  readonly recording: { readonly consents: readonly { readonly id: string }[] };
}

/** One of each kind that a room has, in which is nobody but the host. */
export async function roomNodes(host: Person): Promise<Readonly<Record<string, string>>> {
  const meetingId = await made(host, 'createMeeting', { title: 'Seminar', kind: 'INSTANT' });
  const input = { meetingId, device: 'e2e', key: aKey() };
  const { errors } = await askText(gateway, JOIN, { token: host.token }, { input });
  if (errors.length > 0) throw new Error(`joinMeeting: ${JSON.stringify(errors)}`);
  const Recording = await made(host, 'startRecording', { meetingId });
  const { data } = await askText(gateway, CONSENT, { token: host.token }, { id: Recording });
  const [consent] = (data as unknown as ConsentsSeen).recording.consents;
  return {
    ...{ Recording, Consent: consent?.id ?? '' },
    Question: await made(host, 'askQuestion', { meetingId, text: 'Who is here?' }),
  };
}

import { type FieldFunctionOptions, type FieldPolicy, InMemoryCache, type Reference } from '@apollo/client';
import { possibleTypes } from '../../../generated/contract';
import { type Page, bounded, mergeBySeq, mergePages } from './page.rules';

type RefPage = Page<Reference>;

function seqOf({ readField }: FieldFunctionOptions): (node: Reference) => number {
  return (node) => readField<number>('seq', node) ?? 0;
}

/** The most messages of a channel that are kept; what is far from where one reads is dropped and loaded again. */
const mostMessages = 300;

const places = ['around', 'aroundSeq', 'aroundTime'] as const;

/**
 * Messages lie in the order of their position. A page that was asked for by cursor continues what is known, and one
 * around a place joins it where they touch. The newest page is a snapshot and takes the place of all that is known:
 * nobody followed what was loaded before it. The messages of a topic are a list of their own.
 */
const messages: FieldPolicy<RefPage> = {
  keyArgs: ['topicId'],
  merge: (known, incoming, options) => {
    const { args } = options;
    const continues = Boolean(args?.['before'] ?? args?.['after']);
    if (!continues && places.every((place) => args?.[place] == null)) return incoming;
    const seqOfNode = seqOf(options);
    const merged = mergeBySeq(known, incoming, seqOfNode, continues);
    return continues ? bounded(merged, seqOfNode, mostMessages, args?.['before'] ? 'start' : 'end') : merged;
  },
  read: (known, { canRead }) => known && { ...known, nodes: known.nodes.filter((node) => canRead(node)) },
};

/** A list that is read page by page from its start. */
function paged(...keyArgs: string[]): FieldPolicy<RefPage> {
  return {
    keyArgs: keyArgs.length > 0 ? keyArgs : false,
    merge: (known, incoming, { args }) => (args?.['after'] ? mergePages(known, incoming) : incoming),
  };
}

/**
 * A position that several snapshots of one thing have, each its own: kept by the name that a query gives it, for a
 * snapshot of which only another one was read again is exact no further than before. Nor is it when only a further page
 * of it was read.
 */
const ofSnapshot: FieldPolicy<string> = {
  keyArgs: (_args, { field }) => field?.alias?.value ?? field?.name.value ?? false,
  merge: (known, incoming, { variables }) => (variables?.['after'] && known ? known : incoming),
};

/** What a stream said last is of no use later; the next event takes its place. */
const passing: FieldPolicy = { merge: false };

const meeting: Record<string, FieldPolicy> = {
  liveCursor: ofSnapshot,
  participants: paged('states'),
  questions: paged('unanswered'),
};

/** They have no id of their own: what one part of a page asks of them does not take away what others know. */
const WITHOUT_ID = {
  Poll: { merge: true },
  AcknowledgementRequest: { merge: true },
  MeetingSettings: { merge: true },
  FileMetadata: { merge: true },
};

/** The only copy of server data: things by id, lists merged page by page. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { users: paged('filter'), channels: paged('filter'), meetings: paged('filter') } },
      Subscription: {
        fields: {
          channelEvents: passing,
          sidebarEvents: passing,
          viewerEvents: passing,
          fileEvents: passing,
          callEvents: passing,
          meetingEvents: passing,
        },
      },
      ...WITHOUT_ID,
      // Of what one saved there are two lists: what is marked everywhere, and the page.
      Viewer: {
        fields: {
          sidebar: { merge: true },
          activeCalls: passing,
          savedItems: paged('first'),
          recentFiles: paged(),
          sharedWithMe: paged(),
          favoriteFiles: paged(),
          trash: paged(),
        },
      },
      File: { fields: { liveCursor: ofSnapshot, comments: paged(), activity: paged() } },
      Folder: { fields: { liveCursor: ofSnapshot, children: paged('filter', 'orderBy') } },
      Channel: {
        fields: { messages, members: paged('role', 'text'), files: paged('filter'), pinnedMessages: paged() },
      },
      Meeting: { fields: meeting },
      Transcript: { fields: { segments: paged('text') } },
      User: { fields: { contact: { merge: true }, presence: { merge: true } } },
    },
  });
}

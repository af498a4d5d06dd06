import type {
  AudienceViewFragment,
  LinkItemFragment,
  ShareItemFragment,
  SharingOfQuery,
} from '../../../generated/graphql';

type Found = NonNullable<SharingOfQuery['node']>;

/** A file or folder with everything that says who may open it. */
export type SharedNode = Extract<Found, { readonly __typename: 'File' | 'Folder' }>;
export type ShareItem = ShareItemFragment;
export type LinkItem = LinkItemFragment;
type Grantee = NonNullable<ShareItem['grantee']>;

/** What a sentence is made with: a text by its key, so many of them, names in a row, and a moment. */
export interface Speech {
  readonly say: (key: string, params?: object) => string;
  readonly count: (key: string, count: number, params: object) => string;
  readonly list: (words: readonly string[]) => string;
  readonly when: (moment: string) => string;
}

/** Who can open something: the people, and behind them who has a link, which is to be seen first. */
export interface AudienceWords {
  readonly people: string;
  /** Empty where no link leads to it. */
  readonly links: string;
}

const NAMED = 3;

/** Which root it lies in: that of a team bears its name. */
const rootOf = (node: SharedNode): string | null => {
  const path = node.__typename === 'File' ? node.folder?.path : node.path;
  return path?.[0]?.name ?? null;
};

/** What the group or person is called that something is shared with; null where that may not be known. */
export function nameOf(grantee: Grantee | null): string | null {
  if (!grantee) return null;
  return grantee.__typename === 'User' ? grantee.displayName : grantee.name;
}

function wordsFor({ grantee }: ShareItem, { say, count }: Speech): string {
  const name = nameOf(grantee);
  if (!grantee || name === null) return say('files.share.who.somebody');
  if (grantee.__typename === 'Channel') {
    return count('files.share.who.members', grantee.memberCount, { name });
  }
  return grantee.__typename === 'User' || grantee.__typename === 'GuestPass'
    ? name
    : say(`files.share.who.${grantee.__typename}`, { name });
}

/** Who has it because of whose it is, or of the channel that it was sent to. */
function holdersOf(node: SharedNode, viewerId: string | undefined, speech: Speech): string[] {
  const { say, count } = speech;
  const channel = node.__typename === 'File' ? node.channel : null;
  const holder = node.owner
    ? node.owner.id === viewerId
      ? say('files.share.who.you')
      : node.owner.displayName
    : say('files.share.who.Team', { name: rootOf(node) ?? '' });
  return channel
    ? [holder, count('files.share.who.members', channel.memberCount, { name: channel.name })]
    : [holder];
}

type Links = Omit<NonNullable<AudienceViewFragment['links']>, '__typename'>;

/** What all links together are; null where there is none. */
function together(links: readonly LinkItem[]): Links | null {
  const ends = links.map(({ expiresAt }) => expiresAt);
  return links.length === 0
    ? null
    : {
        count: links.length,
        isOpen: links.some(({ hasPassword, recipient }) => !hasPassword && recipient === null),
        areLocked: links.every(({ hasPassword }) => hasPassword),
        until: ends.includes(null) ? null : ends.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b), ''),
      };
}

/** The links that let somebody in: whether just anybody, and until when. */
function linkWords(links: Links | null, { say, count, when }: Speech): string {
  if (links === null) return '';
  const { isOpen, areLocked, until } = links;
  const kind = isOpen ? 'open' : areLocked ? 'locked' : 'given';
  const who = count(`files.share.link.who.${kind}`, links.count, {});
  return until ? say('files.share.link.who.until', { who, when: when(until) }) : who;
}

/** Those who can open it as one sentence, or the beginning of one that goes on with links. */
function peopleWords(
  { words, more, isOwn, end }: { words: readonly string[]; more: number; isOwn: boolean; end: string },
  { say, count, list }: Speech,
): string {
  if (words.length === 1 && more === 0) {
    return say(`files.share.who.${isOwn ? 'onlyYou' : 'only'}${end}`, { who: words[0] });
  }
  const who = list(more > 0 ? [...words, count('files.share.who.more', more, {})] : words);
  return say(`files.share.who.some${end}`, { who: firstUp(who) });
}

/** Whether whoever has a share sees anything by it: adding unseen shows nothing. */
const shows = ({ rights }: ShareItem): boolean => rights.some((right) => right !== 'UPLOAD');

/** Who can open it at this moment, by what is shared, by the folders above and by links. */
export function audienceOf(node: SharedNode, viewerId: string | undefined, speech: Speech): AudienceWords {
  const { say } = speech;
  const shares = node.shares.nodes.filter(shows);
  const links = linkWords(together(node.links), speech);
  const end = links === '' ? '' : 'And';
  const everybody = shares.find(({ grantee }) => grantee?.__typename === 'Organization');
  if (everybody) {
    return { people: say(`files.share.who.all${end}`, { name: nameOf(everybody.grantee) ?? '' }), links };
  }
  const holders = holdersOf(node, viewerId, speech);
  const words = [...new Set([...holders, ...shares.map((share) => wordsFor(share, speech))])];
  const isOwn = node.owner !== null && node.owner.id === viewerId;
  const shown = words.slice(0, NAMED);
  return {
    people: peopleWords({ words: shown, more: words.length - shown.length, isOwn, end }, speech),
    links,
  };
}

type Party = Omit<AudienceViewFragment['parties'][number], '__typename'>;

/** Who can open something, as the server tells it. */
interface Told extends Pick<AudienceViewFragment, 'isEverybody' | 'moreCount'> {
  readonly parties: readonly Party[];
  readonly links: Links | null;
}

function partyWords({ kind, name, people, isViewer }: Party, { say, count }: Speech): string {
  if (isViewer) return say('files.share.who.you');
  if (kind === 'ROLE' && name === null && people !== null) {
    return count('files.share.who.holders', people, {});
  }
  if (name === null) return say('files.share.who.somebody');
  if (kind === 'CHANNEL') return count('files.share.who.members', people ?? 0, { name });
  const group = GROUPS[kind];
  return group ? say(`files.share.who.${group}`, { name }) : name;
}

const GROUPS: Readonly<Partial<Record<Party['kind'], string>>> = {
  TEAM: 'Team',
  DEPARTMENT: 'Department',
  ROLE: 'Role',
};

/** The same, from what the server tells of those who can open something. */
export function audienceTold(audience: Told, speech: Speech): AudienceWords {
  const { parties, moreCount: more } = audience;
  const links = linkWords(audience.links, speech);
  const end = links === '' ? '' : 'And';
  if (audience.isEverybody) return { people: speech.say(`files.share.who.everybody${end}`), links };
  const words = parties.map((party) => partyWords(party, speech));
  const isOwn = parties[0]?.isViewer ?? false;
  return { people: peopleWords({ words, more, isOwn, end }, speech), links };
}

const firstUp = (text: string): string => `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}`;

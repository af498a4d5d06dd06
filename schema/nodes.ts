import {
  Kind,
  parse,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';

/** Which type each prefix of an id stands for; the only place where prefixes are enumerated. */
export const nodeTypes: Readonly<Record<string, string>> = {
  activity: 'FileActivity',
  api_token: 'ApiToken',
  call: 'Call',
  channel: 'Channel',
  consent: 'Consent',
  department: 'Department',
  draft: 'Draft',
  emoji: 'CustomEmoji',
  entry: 'SidebarEntry',
  fcomment: 'FileComment',
  file: 'File',
  folder: 'Folder',
  follow: 'ThreadFollow',
  frequest: 'FileRequest',
  fversion: 'FileVersion',
  guest_pass: 'GuestPass',
  legal_hold: 'LegalHold',
  link: 'ShareLink',
  media_region: 'MediaRegion',
  meeting: 'Meeting',
  membership: 'Membership',
  message: 'Message',
  moderation_report: 'ModerationReport',
  organization: 'Organization',
  participant: 'Participant',
  question: 'Question',
  recording: 'Recording',
  retention_policy: 'RetentionPolicy',
  role: 'Role',
  saved: 'SavedItem',
  scheduled: 'ScheduledMessage',
  session: 'Session',
  share: 'Share',
  team: 'Team',
  thread: 'Thread',
  transcript: 'Transcript',
  upload: 'Upload',
  user: 'User',
  word_rule: 'WordRule',
};

/** SDL by the name of its subgraph. */
export type Sdls = Readonly<Record<string, string>>;

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const isNode = ({ interfaces }: Composite): boolean =>
  interfaces?.some(({ name }) => name.value === 'Node') ?? false;

const objectsIn = ({ definitions }: DocumentNode): readonly ObjectTypeDefinitionNode[] =>
  definitions.filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION);

/** Whether a subgraph reads the type back by `id` alone. */
const isReadById = ({ directives }: ObjectTypeDefinitionNode): boolean =>
  directives?.some(({ name, arguments: args }) => {
    const given = new Map(args?.map((each) => [each.name.value, each.value]));
    const fields = given.get('fields');
    return (
      name.value === 'key' &&
      fields?.kind === Kind.STRING &&
      fields.value === 'id' &&
      !given.has('resolvable')
    );
  }) ?? false;

/** A type that implements Node, where it does. */
interface Owned {
  readonly subgraph: string;
  readonly type: ObjectTypeDefinitionNode;
}

const ownedIn = (sdls: Sdls): readonly Owned[] =>
  Object.entries(sdls).flatMap(([subgraph, sdl]) =>
    objectsIn(parse(sdl))
      .filter(isNode)
      .map((type) => ({ subgraph, type })),
  );

/** The types of these subgraphs that implement Node, by name. */
export const nodesOf = (sdls: Sdls): readonly string[] =>
  [...new Set(ownedIn(sdls).map(({ type }) => type.name.value))].sort();

/** Nodes that `node` could not read: without a prefix, without an owner who reads them by id, or with two owners. */
export function faultsOfNodes(
  sdls: Sdls,
  prefixes: Readonly<Record<string, string>> = nodeTypes,
): readonly string[] {
  const owned = ownedIn(sdls);
  const owners = Map.groupBy(owned, ({ type }) => type.name.value);
  const named = new Set(Object.values(prefixes));
  return [
    ...[...owners].flatMap(([name, each]) => [
      ...(named.has(name) ? [] : [`${name} is a node without a prefix; name it in schema/nodes.ts`]),
      ...(each.length > 1
        ? [`${name} is a node of ${each.map(({ subgraph }) => subgraph).join(' and ')}; one of them owns it`]
        : []),
    ]),
    ...owned
      .filter(({ type }) => !isReadById(type))
      .map(({ subgraph, type }) => `${type.name.value} is a node that ${subgraph} does not read by its id`),
    ...Object.entries(prefixes)
      .filter(([, name]) => !owners.has(name))
      .map(([prefix, name]) => `The prefix ${prefix} stands for ${name}, which is no node`),
  ];
}

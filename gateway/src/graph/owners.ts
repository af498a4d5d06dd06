import { OWN_SUBGRAPH } from '@parley/schema';
import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';

/** Who knows whether a node is there. */
export interface Owner {
  readonly subgraph: string;
  /** Whether it has rules about who may do what with it; then only those who may read it are told that it is there. */
  readonly isGuarded: boolean;
}

/** The owner of each type that implements Node, by the type's name. */
export type Owners = ReadonlyMap<string, Owner>;

const argumentOf = ({ arguments: args }: ConstDirectiveNode, name: string): string | undefined => {
  const value = args?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.ENUM || value?.kind === Kind.STRING ? value.value : undefined;
};

const directives = (
  { directives: all }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): readonly ConstDirectiveNode[] => all?.filter((each) => each.name.value === name) ?? [];

/** The subgraphs of a supergraph by the value that stands for each in its directives. */
function subgraphsOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.map((value) => {
      const [graph] = directives(value, 'join__graph');
      return [value.name.value, (graph && argumentOf(graph, 'name')) ?? ''];
    }),
  );
}

function ownerOf(type: ObjectTypeDefinitionNode, names: ReadonlyMap<string, string>): Owner | null {
  const implementing = directives(type, 'join__implements').map((each) => ({
    subgraph: names.get(argumentOf(each, 'graph') ?? '') ?? '',
    interface: argumentOf(each, 'interface'),
  }));
  const own = implementing.find((each) => each.interface === 'Node' && each.subgraph !== OWN_SUBGRAPH);
  if (!own) return null;
  const { subgraph } = own;
  const isGuarded = implementing.some((each) => each.interface === 'Guarded' && each.subgraph === subgraph);
  return { subgraph, isGuarded };
}

/** Who owns the nodes of a supergraph: for each of them the one subgraph, but for our own, where it implements Node. */
export function ownersIn(supergraphSdl: string): Owners {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = subgraphsOf(document);
  return new Map(
    document.definitions.flatMap((each) => {
      const owner = each.kind === Kind.OBJECT_TYPE_DEFINITION ? ownerOf(each, names) : null;
      return owner && each.kind === Kind.OBJECT_TYPE_DEFINITION ? [[each.name.value, owner] as const] : [];
    }),
  );
}

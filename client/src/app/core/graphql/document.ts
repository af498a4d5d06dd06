import type { DocumentNode } from 'graphql';

type Node = Record<string, unknown> & { readonly kind: string };

/** A fragment, which documents share. */
export type Fragment = () => Node;

let pageTexts: readonly string[] | undefined;

/** Loads the texts of what pages ask; until it has, only the frame's own documents can be used. */
export async function loadPageTexts(): Promise<void> {
  pageTexts ??= (await import('../../../generated/page-texts')).pageTexts;
}

/** A text, or its place among those of the pages. */
type Text = string | number;

function definitionOf(text: Text): Node {
  const words = typeof text === 'number' ? pageTexts?.[text] : text;
  if (words === undefined) throw new SyntaxError('The documents of pages are not loaded');
  return new Reader(words).definition();
}

/**
 * A document of its text, read when it is first used: texts are a tenth of what their trees take, and a page uses few.
 * Texts are those that `print` of the library `graphql` gives, without breaks; client/build/documents.mjs has checked
 * that every document is read here as it is there.
 */
export function documentOf(text: Text, fragments: readonly Fragment[] = []): DocumentNode {
  let definitions: readonly Node[] | undefined;
  const document = {
    kind: 'Document',
    get definitions(): readonly Node[] {
      definitions ??= [definitionOf(text), ...fragments.map((fragment) => fragment())];
      return definitions;
    },
    // Whoever changes a copy of it, as Apollo does, writes into the copy.
    set definitions(value: readonly Node[]) {
      Object.defineProperty(this, 'definitions', { value, enumerable: true, writable: true });
    },
  };
  return document as unknown as DocumentNode;
}

/** A fragment of its text. */
export function fragmentOf(text: Text): Fragment {
  let definition: Node | undefined;
  return () => (definition ??= definitionOf(text));
}

const token = /\s*,?\s*(\.\.\.|[_A-Za-z]\w*|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|[{}()[\]:!$=@])/y;

class Reader {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(text: string) {
    token.lastIndex = 0;
    for (let found = token.exec(text); found; found = token.exec(text)) this.tokens.push(found[1] ?? '');
  }

  definition(): Node {
    const word = this.next();
    const name = this.name();
    if (word === 'fragment') {
      this.next();
      const typeCondition = this.namedType();
      return {
        kind: 'FragmentDefinition',
        name,
        typeCondition,
        ...this.directives(),
        ...this.selectionSet(),
      };
    }
    const variableDefinitions = this.list('(', ')', () => this.variableDefinition());
    return {
      kind: 'OperationDefinition',
      operation: word,
      name,
      ...(variableDefinitions && { variableDefinitions }),
      ...this.directives(),
      ...this.selectionSet(),
    };
  }

  private variableDefinition(): Node {
    const variable = this.value();
    this.next();
    const type = this.type();
    if (!this.skip('=')) return { kind: 'VariableDefinition', variable, type };
    return { kind: 'VariableDefinition', variable, type, defaultValue: this.value() };
  }

  private type(): Node {
    const type = this.skip('[') ? { kind: 'ListType', type: this.type() } : this.namedType();
    if (type.kind === 'ListType') this.next();
    return this.skip('!') ? { kind: 'NonNullType', type } : type;
  }

  private selectionSet(): { readonly selectionSet?: Node } {
    const selections = this.list('{', '}', () => this.selection());
    return selections ? { selectionSet: { kind: 'SelectionSet', selections } } : {};
  }

  private selection(): Node {
    if (!this.skip('...')) return this.field();
    if (this.skip('on')) {
      const typeCondition = this.namedType();
      return { kind: 'InlineFragment', typeCondition, ...this.directives(), ...this.selectionSet() };
    }
    return { kind: 'FragmentSpread', name: this.name(), ...this.directives() };
  }

  private field(): Node {
    const first = this.name();
    const [alias, name] = this.skip(':') ? [first, this.name()] : [undefined, first];
    const own = { kind: 'Field', ...(alias && { alias }), name, ...this.arguments() };
    return { ...own, ...this.directives(), ...this.selectionSet() };
  }

  private arguments(): { readonly arguments?: readonly Node[] } {
    const list = this.list('(', ')', () => this.pair('Argument'));
    return list ? { arguments: list } : {};
  }

  private directives(): { readonly directives?: readonly Node[] } {
    const directives: Node[] = [];
    while (this.skip('@')) directives.push({ kind: 'Directive', name: this.name(), ...this.arguments() });
    return directives.length > 0 ? { directives } : {};
  }

  private pair(kind: string): Node {
    const name = this.name();
    this.next();
    return { kind, name, value: this.value() };
  }

  private value(): Node {
    const word = this.next();
    if (word === '$') return { kind: 'Variable', name: this.name() };
    if (word === '[') return { kind: 'ListValue', values: this.until(']', () => this.value()) };
    if (word === '{') return { kind: 'ObjectValue', fields: this.until('}', () => this.pair('ObjectField')) };
    if (word.startsWith('"')) return { kind: 'StringValue', value: JSON.parse(word) as string, block: false };
    if (/^-?\d/.test(word)) return { kind: word.includes('.') ? 'FloatValue' : 'IntValue', value: word };
    if (word === 'true' || word === 'false') return { kind: 'BooleanValue', value: word === 'true' };
    return word === 'null' ? { kind: 'NullValue' } : { kind: 'EnumValue', value: word };
  }

  private namedType(): Node {
    return { kind: 'NamedType', name: this.name() };
  }

  private name(): Node {
    return { kind: 'Name', value: this.next() };
  }

  private list(open: string, close: string, read: () => Node): readonly Node[] | undefined {
    return this.skip(open) ? this.until(close, read) : undefined;
  }

  private until(close: string, read: () => Node): readonly Node[] {
    const nodes: Node[] = [];
    while (!this.skip(close)) nodes.push(read());
    return nodes;
  }

  private skip(word: string): boolean {
    if (this.tokens[this.at] !== word) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const word = this.tokens[this.at];
    if (word === undefined) throw new SyntaxError('A document ends in its middle');
    this.at += 1;
    return word;
  }
}

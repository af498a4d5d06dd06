import { type Delimiter, type Piece, closeBracket, pair } from './markdown-pairs';
import { addressAt, escapable, mailIn, mathAt, tagAt } from './markdown-words';
import type { Inline } from './markdown-tree';

/** The words of a paragraph with what they look like, in time that grows with their length alone. */
export function parseInline(text: string): readonly Inline[] {
  return new InlineReader(text).read();
}

const special = /[\\`*_~|$[\]!<#:hHwW\n]/g;

class InlineReader {
  private readonly pieces: Piece[] = [];
  private readonly brackets: number[] = [];
  private readonly ticks: ReadonlyMap<number, Runs>;
  private at = 0;
  private plainFrom = 0;

  constructor(private readonly text: string) {
    this.ticks = ticksIn(text);
  }

  read(): readonly Inline[] {
    while (this.at < this.text.length) {
      special.lastIndex = this.at;
      const found = special.exec(this.text);
      if (!found) break;
      this.at = found.index;
      if (!this.take(found[0])) this.at += 1;
    }
    this.at = this.text.length;
    this.endPlain();
    return pair(this.pieces);
  }

  /** Takes what begins here, if something does. */
  private take(char: string): boolean {
    switch (char) {
      case '\\':
        return this.takeEscape();
      case '`':
        return this.takeCode();
      case '\n':
        return this.put({ kind: 'break' }, 1);
      case '[':
        return this.openBracket('[');
      case ']':
        return this.takeBracket();
      case '*':
      case '_':
      case '~':
      case '|':
        return this.takeDelimiter(char);
      default:
        return this.takeWord(char);
    }
  }

  private takeWord(char: string): boolean {
    const { text, at } = this;
    if (char === '$') return this.putFound(mathAt(text, at));
    if (char === '#') return this.putFound(tagAt(text, at));
    if (char === ':') return this.takeEmoji();
    // A picture is a link: nothing in a message makes a request.
    if (char === '!') return text[at + 1] === '[' ? this.openBracket('![') : false;
    return this.putFound(addressAt(text, at));
  }

  private takeEscape(): boolean {
    const next = this.text[this.at + 1] ?? '';
    if (!escapable(next)) return false;
    return this.put({ kind: 'text', text: next }, 2);
  }

  private takeCode(): boolean {
    const width = runOf(this.text, this.at);
    const from = this.at + width;
    const end = this.ticks.get(width)?.after(from);
    if (end === undefined) return this.put({ kind: 'text', text: '`'.repeat(width) }, width);
    const inside = this.text.slice(from, end).replaceAll('\n', ' ');
    const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    return this.put(
      { kind: 'code', text: padded ? inside.slice(1, -1) : inside },
      width + end - from + width,
    );
  }

  private takeEmoji(): boolean {
    const [, name] = /^:([a-z0-9_+-]{2,32}):/.exec(this.text.slice(this.at, this.at + 34)) ?? [];
    return name ? this.put({ kind: 'emoji', name }, name.length + 2) : false;
  }

  private openBracket(text: string): boolean {
    this.endPlain();
    this.brackets.push(this.pieces.length);
    return this.put({ kind: 'text', text }, text.length);
  }

  private takeBracket(): boolean {
    const open = this.brackets.pop();
    if (open === undefined) return false;
    const closed = closeBracket(this.text, this.at);
    if (!closed) return false;
    this.endPlain();
    const inside = this.pieces.splice(open).slice(1);
    const node: Inline = closed.mention
      ? { kind: 'mention', target: closed.mention, label: plainOf(inside) }
      : { kind: 'link', href: closed.href, content: pair(inside) };
    // A link holds no link.
    this.brackets.length = 0;
    return this.put(node, closed.width);
  }

  private takeDelimiter(char: string): boolean {
    const width = runOf(this.text, this.at);
    if ((char === '~' || char === '|') && width !== 2) return this.skip(width);
    const [before, after] = [this.text[this.at - 1] ?? ' ', this.text[this.at + width] ?? ' '];
    const delimiter = delimiterOf(char, width, before, after);
    return this.put(delimiter, width);
  }

  private putFound(found: { readonly node: Inline; readonly width: number } | null): boolean {
    return found ? this.put(found.node, found.width) : false;
  }

  private put(piece: Piece, width: number): boolean {
    this.endPlain();
    this.pieces.push(piece);
    this.at += width;
    this.plainFrom = this.at;
    return true;
  }

  private skip(width: number): boolean {
    this.at += width;
    return true;
  }

  private endPlain(): void {
    if (this.plainFrom < this.at) this.pieces.push(...mailIn(this.text.slice(this.plainFrom, this.at)));
    this.plainFrom = this.at;
  }
}

const space = /\s/;
const mark = /[\p{P}\p{S}]/u;

/** Whether a run of marks may begin or end something, by what stands on both sides of it. */
function delimiterOf(char: string, width: number, before: string, after: string): Delimiter {
  const left = !space.test(after) && (!mark.test(after) || space.test(before) || mark.test(before));
  const right = !space.test(before) && (!mark.test(before) || space.test(after) || mark.test(after));
  const free = char !== '_';
  return {
    kind: 'delimiter',
    char,
    width,
    opens: left && (free || !right || mark.test(before)),
    closes: right && (free || !left || mark.test(after)),
  };
}

function plainOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'delimiter') return piece.char.repeat(piece.width);
      if (piece.kind === 'tag') return `#${piece.name}`;
      if (piece.kind === 'emoji') return `:${piece.name}:`;
      if ('content' in piece) return plainOf(piece.content);
      return 'text' in piece ? piece.text : '';
    })
    .join('');
}

function runOf(text: string, at: number): number {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

/** Where runs of one length are; asked for from left to right, so that what was passed is never looked at again. */
class Runs {
  readonly places: number[] = [];
  private next = 0;

  after(from: number): number | undefined {
    while ((this.places[this.next] ?? from) < from) this.next += 1;
    return this.places[this.next];
  }
}

/** Where runs of backticks are, by their length. */
function ticksIn(text: string): ReadonlyMap<number, Runs> {
  const runs = new Map<number, Runs>();
  for (let at = text.indexOf('`'); at >= 0;) {
    const width = runOf(text, at);
    const same = runs.get(width) ?? new Runs();
    same.places.push(at);
    runs.set(width, same);
    at = text.indexOf('`', at + width);
  }
  return runs;
}

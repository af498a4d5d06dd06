/** Where the list of those in a room goes on, as far as it was read. */
export interface PeoplePage {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/**
 * Reads those in a room whom its first page had no place for, one page after the other: whoever shares a screen, is shown
 * large or speaks may be any of hundreds.
 */
export class FurtherPeople {
  private isReading = false;
  private seen: readonly [PeoplePage | undefined, number] = [undefined, 0];
  /** What could not be read, on which line: it is not asked for again before there is another one. */
  private refused = '';

  /** @param read adds the page after a cursor to what is known */
  constructor(private readonly read: (after: string) => Promise<void>) {}

  /** Looks whether there is more. @param line counts how often the line was opened */
  look(page: PeoplePage | undefined, line: number): void {
    this.seen = [page, line];
    if (!page?.hasNextPage || page.endCursor === null || this.isReading) return;
    const wanted = `${page.endCursor} ${String(line)}`;
    if (wanted !== this.refused) void this.take(page.endCursor, wanted);
  }

  private async take(after: string, wanted: string): Promise<void> {
    this.isReading = true;
    // Should nothing come of it, it is not asked for again and again.
    this.refused = wanted;
    try {
      await this.read(after);
    } catch {
      // The line is broken: once it is back the room is read again, and this page with it.
    } finally {
      this.isReading = false;
    }
    // What it goes on with was told while it was read.
    this.look(...this.seen);
  }
}

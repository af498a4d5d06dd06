/** As many numbers behind the highest one are remembered: some ten seconds of a camera in three layers with sound. */
const WIDTH = 4_096;

/** Which numbers of one key were seen. Frames come late and out of order, but never twice. */
export class ReplayWindow {
  private readonly seen = new Uint8Array(WIDTH);
  private highest = -1;

  /** Whether a frame of that number may still be taken. */
  isFresh(counter: number): boolean {
    if (counter > this.highest) return true;
    return this.highest - counter < WIDTH && this.seen[counter % WIDTH] === 0;
  }

  /** Notes a number, once its frame has proved to be genuine: a forged one must not close the window. */
  note(counter: number): void {
    if (counter > this.highest) {
      const from = Math.max(this.highest + 1, counter - WIDTH + 1);
      for (let each = from; each < counter; each += 1) this.seen[each % WIDTH] = 0;
      this.highest = counter;
    }
    this.seen[counter % WIDTH] = 1;
  }
}

/** The steps of one negotiation, one after the other: a description that is being taken is not overtaken by the next. */
export class Steps {
  private work: Promise<void> = Promise.resolve();
  private isOver = false;

  next(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.isOver) return;
      try {
        await step();
      } catch {
        // A description of a connection that was given up meanwhile: the next READY begins anew.
      }
    });
  }

  /** What has not begun is left undone. */
  end(): void {
    this.isOver = true;
  }
}

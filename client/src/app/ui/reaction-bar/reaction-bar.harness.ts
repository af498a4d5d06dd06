import { ComponentHarness } from '@angular/cdk/testing';

/** The reactions under a message as somebody uses them. */
export class ReactionBarHarness extends ComponentHarness {
  static readonly hostSelector = 'app-reaction-bar';

  private readonly buttons = this.locatorForAll('button');

  /** What each button is called, those of the viewer's own reactions with a star. */
  async names(): Promise<string[]> {
    return Promise.all(
      (await this.buttons()).map(async (button) => {
        const own = (await button.getAttribute('aria-pressed')) === 'true';
        return `${await button.getAttribute('aria-label')}${own ? ' *' : ''}`;
      }),
    );
  }

  async press(name: string): Promise<void> {
    for (const button of await this.buttons()) {
      if ((await button.getAttribute('aria-label')) === name) await button.click();
    }
  }
}

import { ComponentHarness } from '@angular/cdk/testing';

/** A segmented control as somebody uses it. */
export class SegmentedHarness extends ComponentHarness {
  static readonly hostSelector = 'app-segmented';

  private readonly segments = this.locatorForAll('button');

  async label(): Promise<string | null> {
    return (await this.host()).getAttribute('aria-label');
  }

  async choices(): Promise<string[]> {
    return Promise.all((await this.segments()).map((segment) => segment.text()));
  }

  /** The choices that are said to hold. */
  async chosen(): Promise<string[]> {
    const segments = await this.segments();
    const pressed = await Promise.all(segments.map((segment) => segment.getAttribute('aria-pressed')));
    const texts = await this.choices();
    return texts.filter((_, index) => pressed[index] === 'true');
  }

  async choose(text: string): Promise<void> {
    const index = (await this.choices()).indexOf(text);
    await (await this.segments())[index]?.click();
  }
}

/**
 * What one line of pictures has missed. A picture builds on those before it: after one that could not be opened nothing
 * can be shown, though it could be opened, until a key frame comes. Whoever sends does not know; so they are asked.
 */
export class PictureGap {
  /** Nothing has been shown yet, so whatever is not a key frame has come too late. */
  private isOpen = true;
  private isAsked = false;

  /**
   * Notes a picture that came.
   * @returns whether a key frame is to be asked for: with the first that can be opened and not be shown, and once only
   */
  after(isKeyFrame: boolean, isOpened: boolean): boolean {
    if (!isOpened) {
      this.isOpen = true;
      // The one that was asked for may be this one.
      if (isKeyFrame) this.isAsked = false;
      return false;
    }
    if (isKeyFrame) {
      this.isOpen = false;
      this.isAsked = false;
    }
    if (!this.isOpen || this.isAsked) return false;
    this.isAsked = true;
    return true;
  }
}

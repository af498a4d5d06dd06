import { DOCUMENT, Service, inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';

/** Pages that the gateway serves beside the client's own: they are loaded, the router does not know them. */
const BESIDE = /^\/(?:explorer|rest)(?=[/?#]|$)/;
const HOME = '/chat';

/** Where people go once they are signed in: where they were on their way to, or home. */
@Service()
export class WayOn {
  private readonly router = inject(Router);
  private readonly location = inject(DOCUMENT).location;

  /** @param to an address of this origin, without it */
  async go(to: string | null | undefined): Promise<void> {
    const tree = this.treeOf(to);
    if (tree) await this.router.navigateByUrl(tree);
  }

  /** The same for a guard; false while another page loads in place of this one. */
  treeOf(to: string | null | undefined): UrlTree | false {
    if (!to || !BESIDE.test(to)) return this.router.parseUrl(to ?? HOME);
    this.location.assign(to);
    return false;
  }
}

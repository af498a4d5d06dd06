import { Service, computed, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { type LinkEntryFragment, OpenLinkDocument, type OpenLinkQuery } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { errorCodes } from '../../core/errors/error-code';

type Opened = NonNullable<OpenLinkQuery['openShareLink']>;

/** How it stands with a link: asked for, shut by its password, open, or leading nowhere (any more). */
export type LinkState = 'opening' | 'locked' | 'open' | 'over' | 'unreachable';

/** A folder on the way to what is looked at. */
export interface Step {
  readonly id: string;
  readonly name: string;
}

const PAGE = 60;

/** An opening is gone on with by reloading the page: it is neither counted again nor asked for its password. */
const keptUnder = (token: string): string => `parley.link.${token}`;

/** What a link opens, for whoever has it; asked again now and then, since nobody tells strangers that it has ended. */
@Service({ autoProvided: false })
export class LinkStore {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly standing = signal<LinkState>('opening');
  private readonly opened = signal<Opened | null>(null);
  private readonly passedBy = signal<readonly Step[]>([]);
  private token = '';

  readonly state = this.standing.asReadonly();
  /** Whether it was open on this page before it led nowhere. */
  readonly wasOpen = signal(false);
  readonly error = signal<string | null>(null);
  readonly busy = signal(false);
  /** Folders that were gone into below the one that the link opens. */
  readonly way = this.passedBy.asReadonly();
  readonly entry = computed(() => this.opened()?.entry ?? null);
  readonly children = computed<readonly LinkEntryFragment[]>(() => this.opened()?.children?.nodes ?? []);
  readonly hasMore = computed(() => this.opened()?.children?.pageInfo.hasNextPage ?? false);
  readonly expiresAt = computed(() => this.opened()?.expiresAt ?? null);
  /** What is drawn in everything that it shows; null where nothing is. */
  readonly watermark = computed(() => this.opened()?.watermark ?? null);
  readonly viewOnly = computed(() => !(this.opened()?.rights.includes('DOWNLOAD') ?? true));

  async begin(token: string): Promise<void> {
    this.token = token;
    this.passedBy.set([]);
    this.standing.set('opening');
    await this.ask({});
  }

  async unlock(password: string): Promise<void> {
    await this.ask({ password });
  }

  async enter({ id, name }: Step): Promise<void> {
    const before = this.passedBy();
    this.passedBy.set([...before, { id, name }]);
    await this.ask({});
  }

  /** To the folder that many steps below the one that the link opens. */
  async leaveTo(depth: number): Promise<void> {
    this.passedBy.update((way) => way.slice(0, depth));
    await this.ask({});
  }

  /** Whether it still holds, without a word where it does. */
  async again(): Promise<void> {
    if (this.standing() === 'open' && !this.busy() && this.children().length <= PAGE) await this.ask({});
  }

  async more(): Promise<void> {
    const known = this.opened();
    const after = known?.children?.pageInfo.endCursor;
    if (!known?.children || !after) return;
    const next = await this.read({ after });
    if (!next?.children) return;
    const nodes = [...known.children.nodes, ...next.children.nodes];
    this.opened.set({ ...next, children: { ...next.children, nodes } });
  }

  private async ask(how: { readonly password?: string }): Promise<void> {
    this.busy.set(true);
    this.error.set(null);
    try {
      this.take(await this.read(how));
    } catch (error) {
      // A wrong password, too many of them, or no network: what is shown stays, and it is said why.
      const isWrong = how.password !== undefined && errorCodes(error).includes('INVALID');
      this.error.set(isWrong ? this.texts.translate('link.wrongPassword') : this.errors.sentence(error));
      if (this.standing() === 'opening') {
        this.standing.set(errorCodes(error).includes('INVALID') ? 'locked' : 'unreachable');
      }
    } finally {
      this.busy.set(false);
    }
  }

  private async read(more: { readonly password?: string; readonly after?: string }): Promise<Opened | null> {
    const session = sessionStorage.getItem(keptUnder(this.token));
    const nodeId = this.passedBy().at(-1)?.id;
    const variables = {
      ...{ token: this.token, first: PAGE },
      ...(session && { session }),
      ...(nodeId && { nodeId }),
      ...more,
    };
    const answer = this.apollo.query({ query: OpenLinkDocument, variables, fetchPolicy: 'no-cache' });
    return (await firstValueFrom(answer)).data?.openShareLink ?? null;
  }

  private take(opened: Opened | null): void {
    if (opened?.session) sessionStorage.setItem(keptUnder(this.token), opened.session);
    if (this.standing() === 'open' && !opened) this.wasOpen.set(true);
    if (!opened) sessionStorage.removeItem(keptUnder(this.token));
    this.opened.set(opened);
    this.standing.set(!opened ? 'over' : opened.needsPassword ? 'locked' : 'open');
  }
}

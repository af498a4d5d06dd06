import { Component, input } from '@angular/core';
import type { MessageLinkPreviewFragment } from '../../../generated/graphql';
import { ContentImage } from './content-image';

/** What the addresses in a message lead to. */
@Component({
  selector: 'app-link-previews',
  imports: [ContentImage],
  template: `
    @for (preview of previews(); track preview.url) {
      <a
        class="preview"
        target="_blank"
        rel="noopener noreferrer nofollow"
        [class.preview-picture]="preview.title === null"
        [attr.href]="preview.url"
        [attr.aria-label]="preview.title === null ? preview.url : null"
      >
        @if (preview.title; as title) {
          <span class="words">
            <span class="site" dir="auto">{{ preview.siteName ?? hostOf(preview.url) }}</span>
            <span class="title" dir="auto">{{ title }}</span>
            @if (preview.description; as description) {
              <span class="about" dir="auto">{{ description }}</span>
            }
          </span>
        }
        @if (preview.imageUrl; as address) {
          <span class="image"><app-content-image alt="" [url]="address" [whole]="false" /></span>
        }
      </a>
    }
  `,
  styleUrl: './link-previews.scss',
})
export class LinkPreviews {
  readonly previews = input.required<readonly MessageLinkPreviewFragment[]>();

  protected hostOf(url: string): string {
    return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
  }
}

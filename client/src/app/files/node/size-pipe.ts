import { Pipe, type PipeTransform, inject } from '@angular/core';
import { Languages } from '../../core/i18n/i18n';
import { sizeText } from './file-words.rules';

/** `file.size | size` is 1.4 MB. */
@Pipe({ name: 'size', pure: false })
export class SizePipe implements PipeTransform {
  private readonly languages = inject(Languages);

  transform(bytes: number): string {
    return sizeText(bytes, this.languages.current());
  }
}

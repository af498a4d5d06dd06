import { Service, signal } from '@angular/core';

/** Whether this browser may show notices: `default` means that nobody was asked yet. */
export type Permission = NotificationPermission | 'unsupported';

const ON = 'parley.notices';
const TEXT = 'parley.noticeText';

/** What this browser shows outside of the page; kept here, for a laptop and a phone want different things. */
@Service()
export class DeviceNotices {
  private readonly wanted = signal(localStorage.getItem(ON) === 'on');
  private readonly withText = signal(localStorage.getItem(TEXT) !== 'off');
  private readonly allowed = signal<Permission>(permission());

  readonly permission = this.allowed.asReadonly();
  readonly showsText = this.withText.asReadonly();
  /** Whether notices are wanted and allowed. */
  readonly on = (): boolean => this.wanted() && this.allowed() === 'granted';

  /** Asks the browser where it has to be asked; answers whether notices are shown now. */
  async turnOn(): Promise<boolean> {
    if (permission() === 'default') await Notification.requestPermission();
    this.allowed.set(permission());
    if (this.allowed() !== 'granted') return false;
    localStorage.setItem(ON, 'on');
    this.wanted.set(true);
    return true;
  }

  turnOff(): void {
    localStorage.removeItem(ON);
    this.wanted.set(false);
  }

  showText(shown: boolean): void {
    localStorage.setItem(TEXT, shown ? 'on' : 'off');
    this.withText.set(shown);
  }

  /** Shows a notice; a later one of the same tag takes its place. */
  show(title: string, body: string, tag: string, pressed: () => void): void {
    try {
      const notice = new Notification(title, { body, tag, icon: 'icons/icon-192.png' });
      notice.onclick = () => {
        window.focus();
        pressed();
        notice.close();
      };
    } catch {
      // Browsers of phones show notices of service workers alone; the badge and the list tell what is new.
      this.allowed.set('unsupported');
    }
  }
}

function permission(): Permission {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

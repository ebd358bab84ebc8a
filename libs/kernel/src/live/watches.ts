import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Viewer } from '../access/viewer';
import { Signals } from '../events/signals';

/** How old the rights behind an open line may be when no word of a change has come. */
const AGE_MS = 3_500;
const EVERY_MS = 500;
const AT_ONCE = 6;
/** Rights that could not be read for so long hold no longer: whoever cannot be asked is told nothing. */
const TRUST_MS = 10_000;

/** Makes the viewer of a credential anew; null when it no longer opens anything. */
export type ReadViewer = () => Promise<Viewer | null>;

/** The credential opens nothing any more, or nobody can say whether it does. */
export type WhyEnded = 'ENDED' | 'AWAY';
export type Close = (why: WhyEnded) => void;

const stampOf = ({ userId, ownerId, grants, teamIds, treeIds, sessionId }: Viewer): string =>
  createHash('sha1').update(JSON.stringify([userId, ownerId, sessionId, grants, teamIds, treeIds])).digest('base64url');

/** One credential behind one or more open lines, and whose rights they are now. */
export class Watch {
  readonly closers = new Set<Close>();
  /** Called when the rights are others than before. */
  readonly changed = new Set<() => void>();
  /** When what is known of the viewer was asked for. */
  readAt: number;
  private stamp: string;

  constructor(
    readonly key: string,
    readonly read: ReadViewer,
    public viewer: Viewer,
    asked: number,
  ) {
    this.readAt = asked;
    this.stamp = stampOf(viewer);
  }

  get isTrusted(): boolean {
    return Date.now() - this.readAt < TRUST_MS;
  }

  /** What was begun to be read at `asked`. The same object as long as nothing moved: plans hang on it. */
  take(viewer: Viewer, asked: number): void {
    if (asked < this.readAt) return;
    this.readAt = asked;
    const stamp = stampOf(viewer);
    if (stamp === this.stamp) return;
    this.viewer = viewer;
    this.stamp = stamp;
    for (const tell of [...this.changed]) tell();
  }

  end(why: WhyEnded): void {
    for (const close of [...this.closers]) close(why);
  }
}

/**
 * The rights behind open lines. A request is asked who it is each time; a line stays open, so its credential is read
 * again at every word that rights have changed, and every few seconds without one. What no longer opens anything ends
 * the lines behind it.
 */
@Injectable()
export class Watches implements OnApplicationShutdown {
  private readonly open = new Map<string, Watch>();
  private readonly timer: NodeJS.Timeout;
  private renewing: Promise<void> = Promise.resolve();
  private isAsked = false;
  private isRenewing = false;

  constructor(signals: Signals) {
    signals.on('rights', () => this.renewAll());
    signals.on('reconnected', () => this.renewAll());
    this.timer = setInterval(() => void this.renewOld(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The watch over a credential, shared by all its lines; null when the credential opens nothing. */
  async enter(key: string, read: ReadViewer, close: Close): Promise<Watch | null> {
    const asked = Date.now();
    const viewer = await read();
    if (!viewer) return null;
    let watch = this.open.get(key);
    if (watch) watch.take(viewer, asked);
    else this.open.set(key, (watch = new Watch(key, read, viewer, asked)));
    watch.closers.add(close);
    return watch;
  }

  leave(watch: Watch, close: Close): void {
    watch.closers.delete(close);
    if (watch.closers.size === 0 && this.open.get(watch.key) === watch) this.open.delete(watch.key);
  }

  /** When every word about rights that was heard until now has been acted upon. */
  settled(): Promise<void> {
    return this.renewing;
  }

  /** Reads these anew at once, for what is known of them is too old to be trusted. */
  async freshen(watches: Iterable<Watch>): Promise<void> {
    await this.renew([...new Set(watches)].filter((watch) => !watch.isTrusted));
  }

  private renewAll(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.renewing = this.renewing.then(() => {
      // A word that comes from here on is about rights that this pass may have read already.
      this.isAsked = false;
      return this.renew([...this.open.values()]);
    });
  }

  private async renewOld(): Promise<void> {
    if (this.isRenewing) return;
    this.isRenewing = true;
    const due = Date.now() - AGE_MS;
    await this.renew([...this.open.values()].filter((watch) => watch.readAt < due));
    this.isRenewing = false;
  }

  private async renew(watches: Watch[]): Promise<void> {
    const next = async (): Promise<void> => {
      for (let watch = watches.pop(); watch; watch = watches.pop()) await this.renewOne(watch);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, watches.length) }, next));
  }

  private async renewOne(watch: Watch): Promise<void> {
    const asked = Date.now();
    try {
      const viewer = await watch.read();
      if (viewer) return watch.take(viewer, asked);
      this.open.delete(watch.key);
      watch.end('ENDED');
    } catch {
      // The database is away: rights stay as they are for a moment, and then nothing is told until they can be read.
    }
  }
}

import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import { DomainError } from '@dossier/kernel/errors';
import type { GateContext } from '@dossier/kernel/gate';
import type { Viewer } from '@dossier/kernel/access';
import type { Watch, Watches, WhyEnded } from '@dossier/kernel/live';
import type { ViewerLoader } from '@dossier/identity';

/** What of the upgrade request says who is there. */
export interface Hello {
  cookie: string | undefined;
  authorization: string | undefined;
  device: string | undefined;
  language: string | undefined;
  ip: string | undefined;
  id: string;
}

/** Codes with which a line is closed; clients of the protocol know which of them to try again. */
export const closing = { goingAway: 1001, tryAgain: 1013, badRequest: 4400, forbidden: 4403, tooMany: 4429 } as const;

const keyOf = ({ cookie, authorization, ip }: Hello): string => createHash('sha256').update(JSON.stringify([cookie, authorization, ip])).digest('base64url');

/** How many there are of each. */
export class Tally {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Counts one more; what it gives back takes that one off again, once. */
  add(key: string): () => void {
    let isOn = true;
    this.counts.set(key, this.of(key) + 1);
    return () => {
      if (!isOn) return;
      isOn = false;
      if (this.of(key) === 1) this.counts.delete(key);
      else this.counts.set(key, this.of(key) - 1);
    };
  }
}

/** One socket: who is behind it, and how much it may take. */
export class Line {
  watch: Watch | null = null;
  isAlive = true;
  /** Takes this line off the list on which it stands: first of those that wait, then of its account. */
  signedIn: () => void = () => undefined;
  context: GateContext | null = null;
  private readonly end = (why: WhyEnded): void => this.socket.close(why === 'ENDED' ? closing.forbidden : closing.tryAgain, why === 'ENDED' ? 'Signed out' : 'Try again later');

  constructor(
    readonly socket: WebSocket,
    private hello: Hello,
    private readonly most: number,
  ) {}

  get address(): string {
    return this.hello.ip ?? '';
  }

  /** The viewer of now; there is none before the sign-in. */
  get viewer(): Viewer {
    if (!this.watch) throw new DomainError('NOT_SIGNED_IN');
    return this.watch.viewer;
  }

  /** By the session of the upgrade, or by a key that the first message brings. Nobody gets no line. */
  async signIn(watches: Watches, loader: ViewerLoader, authorization: unknown): Promise<boolean> {
    // A key speaks for itself: what the browser adds does not count beside it.
    if (typeof authorization === 'string') this.hello = { ...this.hello, authorization, cookie: undefined };
    const { cookie, device, language, ip, id } = this.hello;
    if (!cookie && !this.hello.authorization) return false;
    const headers = { cookie, authorization: this.hello.authorization, 'user-agent': device, 'accept-language': language };
    this.watch = await watches.enter(keyOf(this.hello), () => viewerBehind(loader, { headers, ip, id, isOpenLine: true }), this.end);
    if (this.socket.readyState !== this.socket.OPEN) this.leave(watches);
    return this.watch !== null;
  }

  leave(watches: Watches): void {
    this.signedIn();
    if (this.watch) watches.leave(this.watch, this.end);
    this.watch = null;
  }

  /** Whoever does not take what it is told is dropped, for it would pile up in our memory. False: that has happened. */
  send(text: string): boolean {
    if (this.socket.readyState !== this.socket.OPEN) return true;
    if (this.socket.bufferedAmount > this.most) {
      this.socket.terminate();
      return false;
    }
    this.socket.send(text);
    return true;
  }
}

/** Null: the credential opens nothing. A database that is away is neither. */
async function viewerBehind(loader: ViewerLoader, request: Parameters<ViewerLoader['load']>[0]): Promise<Viewer | null> {
  try {
    const viewer = await loader.load(request);
    return viewer.kind === 'nobody' ? null : viewer;
  } catch (fault) {
    if (fault instanceof DomainError && fault.httpStatus < 500) return null;
    throw fault;
  }
}

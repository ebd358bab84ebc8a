import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';

/** One received event, ready to take effect. */
export interface Received {
  sourceId: string;
  sourceName: string;
  /** The body, parsed; whatever it is. */
  payload: unknown;
}

/** What an event of one kind does, inside the unit of work that also notes it as done; gives the row it concerned. */
export interface IncomingHandler {
  readonly kind: string;
  handle(viewer: Viewer, received: Received): Promise<string | null>;
}

/** The handlers of all domains, by kind: each domain above adds its own when the product starts. */
@Injectable()
export class IncomingHandlers {
  private readonly handlers = new Map<string, IncomingHandler>();

  add(handler: IncomingHandler): void {
    this.handlers.set(handler.kind, handler);
  }

  of(kind: string): IncomingHandler {
    const found = this.handlers.get(kind);
    if (!found) throw new Error(`No handler for incoming events of the kind ${kind}`);
    return found;
  }
}

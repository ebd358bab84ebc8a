import { Injectable } from '@nestjs/common';
import { Deployment } from '../deployment';

/** Builds links that leave the product. Their base is configured, or the address the process listens on; a request never has a say. */
@Injectable()
export class Links {
  private listening = 'http://localhost';

  constructor(private readonly deployment: Deployment) {}

  get base(): string {
    return this.deployment.publicUrl ?? this.listening;
  }

  /** Told once by the process when it listens, for installations without a configured address. */
  listensOn(url: string): void {
    this.listening = url.replace(/\/+$/, '');
  }

  /** A link to a place of the product; a secret stands behind `#`, so that no server on the way sees or logs it. */
  to(path: string, secret?: string): string {
    return `${this.base}${path}${secret === undefined ? '' : `#${secret}`}`;
  }
}

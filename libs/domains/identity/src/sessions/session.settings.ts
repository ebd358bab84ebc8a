import { Injectable } from '@nestjs/common';
import { Deployment } from '@dossier/kernel/data';

/** Bounds that an installation may tighten, never loosen. */
const IDLE_MINUTES = 30;
const ABSOLUTE_HOURS = 12;

const upTo = (most: number, given: string | undefined): number => {
  const asked = Number(given);
  return Number.isFinite(asked) && asked > 0 ? Math.min(asked, most) : most;
};

/** How long a session lives, and whether its cookie is bound to https. */
@Injectable()
export class SessionSettings {
  readonly secure: boolean;
  readonly idleMinutes = upTo(IDLE_MINUTES, process.env['SESSION_IDLE_MINUTES']);
  readonly absoluteHours = upTo(ABSOLUTE_HOURS, process.env['SESSION_HOURS']);

  constructor(deployment: Deployment) {
    this.secure = deployment.isSecure;
  }
}

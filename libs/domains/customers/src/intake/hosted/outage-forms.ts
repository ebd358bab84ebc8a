import { KeyRing, PersonKeys } from '@dossier/kernel/crypto';
import { Database, Deployment } from '@dossier/kernel/data';
import { Jobs, Queue } from '@dossier/kernel/events';
import { Links, Mailer } from '@dossier/kernel/mail';
import { Spool } from '@dossier/kernel/spool';
import { Clock } from '@dossier/kernel/time';
import { Confirmations } from '../confirmations';
import { SurveyTokens } from '../forms/survey-tokens';
import { Intake } from '../intake';
import { PersonSeal } from '../person.seal';
import { Captcha } from './captcha';
import { EmbedController } from './embed.controller';
import { FormThrottle } from './form-throttle';
import { FormToken } from './form-token';
import { HostedController } from './hosted.controller';
import { HostedForms } from './hosted-forms';
import { PublishedForms } from './published-forms';

/** Of a process that has begun while the database is away: it asks nothing of it. */
class SpoolAlone extends Spool {
  override get isAway(): boolean {
    return true;
  }
}

/** What visitors meet: the pages of forms, and the script by which other sites show them. */
export interface OutageForms {
  pages: HostedController;
  embed: EmbedController;
}

/**
 * The pages of forms for a process that begins while the database is away: shown from the sealed copy of what was published, and what is
 * sent goes to the spool. Null where there is no copy, or none that opens: then there is nothing to show.
 */
export async function outageForms(deployment: Deployment, ring: KeyRing, databaseUrl: string): Promise<OutageForms | null> {
  const clock = new Clock();
  const database = new Database({ url: databaseUrl, poolSize: 1 });
  const queue = new Queue(database);
  const spool = new SpoolAlone(deployment, ring);
  const forms = new PublishedForms(database, spool, clock, queue, deployment, ring);
  await forms.onModuleInit();
  if (forms.isEmpty) return null;
  if (forms.zone) clock.useZone(forms.zone);
  const links = new Links(deployment);
  const confirmations = new Confirmations(ring, new Mailer({ url: null, from: '' }, ring, new Jobs(queue), clock, links), links, clock);
  const throttle = new FormThrottle(database, spool, ring);
  const hosted = new HostedForms(forms, new Intake(database, new PersonSeal(ring, new PersonKeys(ring), database), spool, clock, confirmations), new FormToken(ring, clock), new Captcha(ring, clock), new SurveyTokens(ring, clock), confirmations, throttle, clock);
  return { pages: new HostedController(hosted, throttle), embed: new EmbedController() };
}

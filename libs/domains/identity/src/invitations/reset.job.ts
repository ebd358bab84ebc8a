import { Access } from '@dossier/kernel/access';
import { decryptField, KeyRing } from '@dossier/kernel/crypto';
import { currentWork } from '@dossier/kernel/data';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Links, Mailer } from '@dossier/kernel/mail';
import { AccountLinks } from './account-links';
import { CompanyName } from './company-name';
import { resetLetter } from './letters';
import { RESET_JOB, requestPlace } from './reset.service';

interface Account {
  id: string;
  name: string;
  email: string;
  language: 'zh' | 'en';
}

/** Sends the link to the address of a request, where somebody has it and may sign in; otherwise it does nothing. */
@Job(RESET_JOB, 'job.mail')
@Access('job.mail')
export class ResetMail implements JobHandler {
  constructor(
    private readonly ring: KeyRing,
    private readonly links: AccountLinks,
    private readonly mailer: Mailer,
    private readonly addresses: Links,
    private readonly company: CompanyName,
  ) {}

  async run(job: JobRun): Promise<void> {
    const box = Buffer.from(String(job.data['sealed']), 'base64');
    const address = decryptField(this.ring.derive('reset-request', box[0] ?? 0), box, requestPlace(String(job.data['id'])));
    if (!this.mailer.isConfigured) return;
    await job.work(() => this.send(address));
  }

  private async send(address: string): Promise<void> {
    const [account] = await currentWork().query<Account & Record<string, unknown>>(`select id, name, email, language from app_user where email = $1 and status = 'ACTIVE' and archived_at is null and password_hash is not null`, [address]);
    if (!account) return;
    Object.assign(currentWork().note, { objectType: 'User', objectId: account.id });
    const { id, token } = await this.links.make(account.id, 'RESET');
    const letter = resetLetter(account.language, { name: account.name, link: this.addresses.to('/new-password', token), company: await this.company.read() });
    await this.links.sentBy(id, await this.mailer.send({ to: account.email, language: account.language, kind: 'RESET', ...letter }));
  }
}

import { Injectable } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Access, type Viewer } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { Links } from '@dossier/kernel/mail';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '../../profile/customer.entity';
import { FormService } from './form.service';

/** A survey's address for one customer. */
@ObjectType()
@Access('form.manage')
export class SurveyLink {
  @Field(() => String, { nullable: true }) url!: string;
  @Field(() => DateTime, { nullable: true }) expiresAt!: Date;
}

const DAYS = 90;
const DAY_MS = 86_400_000;
const SIGNED = 16;
const ID_BYTES = 16;
const WHEN_BYTES = 6;
const PURPOSE = 'survey-link';

/** Links that say for whom a survey is: signed, so that nobody answers in another one's name, and good for ninety days. */
@Injectable()
export class SurveyLinks {
  constructor(
    private readonly forms: FormService,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly ring: KeyRing,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** Makes the link of a customer within reach to a published survey. */
  async create(viewer: Viewer, formId: string, customerId: string): Promise<SurveyLink> {
    const form = await this.forms.invitable(viewer, formId);
    const customer = await this.customers.get(viewer, customerId);
    Object.assign(currentWork().note, { objectType: 'Form', objectId: form.id, facts: { customerId: customer.id } });
    const expiresAt = new Date(this.clock.now().getTime() + DAYS * DAY_MS);
    return { url: this.links.to(`/f/${form.code}?c=${this.token(form.code, customer.id, expiresAt)}`), expiresAt };
  }

  /** Whom a token of this survey speaks of; null where it was not made here, or has run out. */
  customerOf(code: string, token: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + WHEN_BYTES + SIGNED + 1) return null;
    const body = bytes.subarray(1, 1 + ID_BYTES + WHEN_BYTES);
    const version = bytes[0]!;
    if (!this.ring.versions.includes(version) || !timingSafeEqual(this.signature(code, body, version), bytes.subarray(1 + ID_BYTES + WHEN_BYTES))) return null;
    if (body.readUIntBE(ID_BYTES, WHEN_BYTES) * 1000 < this.clock.now().getTime()) return null;
    const hex = body.subarray(0, ID_BYTES).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  private token(code: string, customerId: string, expiresAt: Date): string {
    const body = Buffer.alloc(ID_BYTES + WHEN_BYTES);
    Buffer.from(customerId.replaceAll('-', ''), 'hex').copy(body);
    body.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), ID_BYTES, WHEN_BYTES);
    const version = this.ring.current;
    return Buffer.concat([Buffer.from([version]), body, this.signature(code, body, version)]).toString('base64url');
  }

  private signature(code: string, body: Buffer, version: number): Buffer {
    return createHmac('sha256', this.ring.derive(PURPOSE, version)).update(code).update(body).digest().subarray(0, SIGNED);
  }
}

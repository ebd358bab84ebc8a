import { Injectable } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { Links } from '@dossier/kernel/mail';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '../../profile/customer.entity';
import { FormService } from './form.service';
import { SurveyTokens } from './survey-tokens';

/** A survey's address for one customer. */
@ObjectType()
@Access('form.manage')
export class SurveyLink {
  @Field(() => String, { nullable: true }) url!: string;
  @Field(() => DateTime, { nullable: true }) expiresAt!: Date;
}

const DAYS = 90;
const DAY_MS = 86_400_000;

/** Links that say for whom a survey is: signed, so that nobody answers in another one's name, and good for ninety days. */
@Injectable()
export class SurveyLinks {
  constructor(
    private readonly forms: FormService,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly tokens: SurveyTokens,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** Makes the link of a customer within reach to a published survey. */
  async create(viewer: Viewer, formId: string, customerId: string): Promise<SurveyLink> {
    const form = await this.forms.invitable(viewer, formId);
    const customer = await this.customers.get(viewer, customerId);
    Object.assign(currentWork().note, { objectType: 'Form', objectId: form.id, facts: { customerId: customer.id } });
    const expiresAt = new Date(this.clock.now().getTime() + DAYS * DAY_MS);
    return { url: this.links.to(`/f/${form.code}?c=${this.tokens.make(form.code, customer.id, expiresAt)}`), expiresAt };
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, selectionFrom, type Raw } from '@dossier/kernel/data';
import type { ListSpec } from '@dossier/kernel/list';
import { Communication } from '../communication/communication.entity';
import { communicationList } from '../communication/communication.list';
import { CustomerFeedback } from '../feedback/feedback.entity';
import { feedbackList } from '../feedback/feedback.list';
import { CustomerNeed } from '../needs/need.entity';
import { needList } from '../needs/need.list';
import { Order } from '../orders/order.entity';
import { orderList } from '../orders/order.list';
import { Customer } from '../profile/customer.entity';
import { listed, MOST_ROWS, TiesReader, type Listed, type Ties } from './ties.reader';

/** All that a printed record shows, cut by the reader's own rights. A part whose word they do not hold is null. */
export interface WholeRecord {
  customer: Raw;
  orders: Listed | null;
  communications: Listed | null;
  needs: Listed | null;
  feedback: Listed | null;
  ties: Ties;
}

const ofCustomer = [
  'archiveNo', 'kind', 'name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'gender', 'birthDate', 'birthPrecision', 'birthCalendar', 'age', 'occupation', 'occupationText',
  'country', 'region', 'city', 'stage', 'recordStatus', 'source', 'owner', 'team', 'tags', 'externalSource', 'externalKey', 'createdAt', 'updatedAt', 'can', 'customValues',
  'identities.kind', 'identities.label', 'identities.value', 'identities.primary', 'identities.verifiedAt',
  'summary.orderCount', 'summary.refundCount', 'summary.netAmount', 'summary.averageAmount', 'summary.firstOrderOn', 'summary.lastOrderOn', 'summary.gapMedianDays',
  'signOffs.section', 'signOffs.signedAt', 'signOffs.signedName', 'signOffs.customerVersion', 'signOffs.changed',
];
const wholeCustomer = selectionFrom(ofCustomer);

const page = (fields: readonly string[]) => selectionFrom([...fields.map((field) => `nodes.${field}`), 'pageInfo.endCursor']);
const orderFields = page(['orderNo', 'kind', 'orderedOn', 'orderedAt', 'amount', 'lineCount', 'refundsOrderNo']);
const communicationFields = page(['kind', 'direction', 'at', 'contactName', 'summary', 'outcome', 'nextStep', 'nextOn', 'nextState', 'author', 'answers']);
const needFields = page(['kind', 'statement', 'category', 'confidence', 'status', 'priority', 'budgetMin', 'budgetMax', 'expectedOn', 'evidence', 'author', 'createdAt']);
const feedbackFields = page(['kind', 'at', 'score', 'productName', 'channel', 'text', 'status', 'answer', 'answeredAt']);

interface Ask {
  records: Records<{ id: string }>;
  spec: ListSpec;
  fields: ReturnType<typeof page>;
}

/** Reads one customer with all sections, page after page through the same lists as the screen. */
@Injectable()
export class DossierReader {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Order) private readonly orders: Records<Order>,
    @InjectRecords(Communication) private readonly communications: Records<Communication>,
    @InjectRecords(CustomerNeed) private readonly needs: Records<CustomerNeed>,
    @InjectRecords(CustomerFeedback) private readonly feedback: Records<CustomerFeedback>,
    private readonly ties: TiesReader,
  ) {}

  async read(viewer: Viewer, id: string): Promise<WholeRecord> {
    const customer = await this.customers.read(viewer, id, wholeCustomer);
    const list = (ask: { records: unknown; spec: unknown; fields: Ask['fields'] }) => this.listed(viewer, String(customer['id']), ask as Ask);
    return {
      customer,
      orders: await list({ records: this.orders, spec: orderList, fields: orderFields }),
      communications: await list({ records: this.communications, spec: communicationList, fields: communicationFields }),
      needs: await list({ records: this.needs, spec: needList, fields: needFields }),
      feedback: await list({ records: this.feedback, spec: feedbackList, fields: feedbackFields }),
      ties: await this.ties.read(viewer, String(customer['id'])),
    };
  }

  private async listed(viewer: Viewer, customerId: string, { records, spec, fields }: Ask): Promise<Listed | null> {
    if (!viewer.may(records.policy.read)) return null;
    return listed(MOST_ROWS, (page) => records.page(viewer, { filter: { customer: { in: [customerId] } }, ...page }, spec, fields));
  }
}

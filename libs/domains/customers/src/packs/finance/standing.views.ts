import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { ProductRisk, RiskTolerance, UnsuitableReason } from '@dossier/vocabulary/pack-enums';

/** What this reader may know and do of a customer’s finances: others than the owner and the manager see that there is something, and no sums. */
@Access('customer.read')
@ObjectType()
export class CustomerFinance {
  @Field(() => Boolean, { nullable: true, description: 'This reader sees levels, sums and facts' }) open!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'This reader may record them' }) writable!: boolean;
  @Field(() => Int, { nullable: true }) holdingCount!: number;
  @Field(() => [Money], { nullable: true, description: 'By currency; null for who sees no sums' }) holdingTotals!: MoneyValue[] | null;
  @Field(() => Day, { nullable: true, description: 'The last day until which an assessment of today may hold' }) longestUntil!: string | null;
}

/** Whether a product may be offered to a customer today, and by which rule. */
@Access('finance.read')
@ObjectType()
export class ProductCheck {
  @Field(() => ID, { nullable: true }) productId!: string;
  @Field(() => String, { nullable: true }) productName!: string;
  @Field(() => Boolean, { nullable: true }) offerable!: boolean;
  @Field(() => UnsuitableReason, { nullable: true }) reason!: UnsuitableReason | null;
  @Field(() => String, { nullable: true, description: 'The rule that decides, and its edition' }) rule!: string;
  @Field(() => String, { nullable: true, description: 'What that rule says, in the language of the reader' }) says!: string;
  @Field(() => RiskTolerance, { nullable: true, description: 'Of the customer, now' }) level!: RiskTolerance | null;
  @Field(() => ProductRisk, { nullable: true, description: 'Of the product, now' }) riskLevel!: ProductRisk | null;
  @Field(() => Money, { nullable: true, description: 'The least that may be invested' }) minAmount!: MoneyValue | null;
  @Field(() => Boolean, { nullable: true, description: 'Sound and picture of the talk must be recorded' }) recordingDue!: boolean;
}

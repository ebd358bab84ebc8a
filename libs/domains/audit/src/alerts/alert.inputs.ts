import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '@dossier/kernel/list';

@InputType()
export class AlertFilter {
  @Field({ nullable: true, description: 'Those that nobody has acknowledged yet, or the others.' }) @IsOptional() @IsBoolean() open?: boolean;
}

@ArgsType()
export class AlertArgs extends PageArgs {
  @Field(() => AlertFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => AlertFilter) filter?: AlertFilter;
}

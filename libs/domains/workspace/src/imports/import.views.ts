import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Json } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';

/** A column of the file: some of its values, and the field it is proposed for. */
@ObjectType()
@Access('signed-in')
export class ImportColumn {
  @Field(() => Int) index!: number;
  @Field(() => String) name!: string;
  @Field(() => [String]) sample!: string[];
  @Field(() => String, { nullable: true }) field!: string | null;
  @Field(() => Float) confidence!: number;
}

/** A field that a file of this kind may bring. */
@ObjectType()
@Access('signed-in')
export class ImportField {
  @Field(() => String) name!: string;
  @Field(() => String) label!: string;
  @Field(() => Boolean) required!: boolean;
  @Field(() => String) type!: string;
  @Field(() => Boolean, { description: 'May be chosen as key.' }) key!: boolean;
  @Field(() => Boolean, { description: 'May be given once for the whole file.' }) defaultable!: boolean;
  @Field(() => Boolean, { description: 'Several columns may bring it, each under its own name.' }) collects!: boolean;
}

/** A kind of problem in the whole file: how often, where first, and what to do. */
@ObjectType()
@Access('signed-in')
export class ImportProblem {
  @Field(() => String) code!: string;
  @Field(() => String, { nullable: true }) column!: string | null;
  @Field(() => Int) count!: number;
  @Field(() => String, { nullable: true, description: 'What stood there; never of contact data.' }) example!: string | null;
  @Field(() => String) message!: string;
  @Field(() => String) remedy!: string;
  @Field(() => Int, { nullable: true }) rowNo!: number | null;
}

/** One problem of one row. */
@ObjectType()
@Access('signed-in')
export class ImportRowProblem {
  @Field(() => String) code!: string;
  @Field(() => String, { nullable: true }) column!: string | null;
  @Field(() => String) message!: string;
  @Field(() => String) remedy!: string;
}

/** A row that was not accepted, as it stands in the file. */
@ObjectType()
@Access('signed-in')
export class ImportProblemRow {
  @Field(() => ID) id!: string;
  @Field(() => Int) row!: number;
  @Field(() => Json) values!: Record<string, string>;
  @Field(() => [ImportRowProblem]) problems!: ImportRowProblem[];
}

export const ImportProblemRowConnection = connection(ImportProblemRow, 'signed-in');

import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isObjectType } from 'graphql';
import { partsOf } from '@dossier/kernel/access';
import type { Grant } from '@dossier/vocabulary/permissions';
import { checkedGrants, grantableWords, type GivenGrant } from './grant.rules';

/** Which words and fields a role can speak of: those of the surface itself, so that nothing has to be listed twice. */
@Injectable()
export class GrantVocabulary {
  constructor(private readonly modules: ModuleRef) {}

  words(): ReturnType<typeof grantableWords> {
    return grantableWords(this.fieldsOf);
  }

  check(given: readonly GivenGrant[]): Grant[] {
    return checkedGrants(given, this.fieldsOf);
  }

  /** The fields of a type on the surface. */
  readonly fieldsOf = (type: string): readonly string[] => {
    const found = this.modules.get(GraphQLSchemaHost, { strict: false }).schema.getType(type);
    return isObjectType(found) ? [...Object.keys(found.getFields()), ...partsOf(type)] : [];
  };
}

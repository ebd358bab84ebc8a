import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DomainError } from '@dossier/kernel/errors';
import type { ModelKind } from '@dossier/vocabulary/insight-enums';
import { scoreModels } from './models.registry';
import type { ScoreModel } from './score-model';

/** The kinds of models that there are. */
@Injectable()
export class ModelBook implements OnModuleInit {
  private readonly byKind = new Map<string, ScoreModel>();

  constructor(private readonly modules: ModuleRef) {}

  onModuleInit(): void {
    for (const type of scoreModels) this.add(this.modules.get<ScoreModel>(type, { strict: false }));
  }

  /** A domain above adds a kind of its own when it starts. */
  add(model: ScoreModel): void {
    if (this.byKind.has(model.kind)) throw new Error(`Two models are of the kind ${model.kind}`);
    this.byKind.set(model.kind, model);
  }

  all(): ScoreModel[] {
    return [...this.byKind.values()];
  }

  /** The model of a kind. @throws DomainError NOT_FOUND where nothing of this kind is fitted */
  of(kind: ModelKind): ScoreModel {
    const found = this.byKind.get(kind);
    if (!found) throw new DomainError('NOT_FOUND');
    return found;
  }
}

import { ValueBoards } from './value.boards';
import { ValueModel } from './value.model';
import { ValueReader } from './value.reader';
import { ValueResolver } from './value.resolver';

export const valueProviders = [ValueReader, ValueModel, ValueBoards, ValueResolver];

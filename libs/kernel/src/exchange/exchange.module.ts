import { Global, Module } from '@nestjs/common';
import { ExchangeRegistry } from './registry';

/** Makes the registry of importable, exportable and revertible things injectable everywhere. */
@Global()
@Module({ providers: [ExchangeRegistry], exports: [ExchangeRegistry] })
export class ExchangeModule {}

import { Injectable } from '@nestjs/common';

/** What the company is called in letters; the domain that keeps its settings says so. */
@Injectable()
export class CompanyName {
  private source: () => Promise<string> = async () => '';

  from(source: () => Promise<string>): void {
    this.source = source;
  }

  async read(): Promise<string> {
    return (await this.source()) || 'Dossier';
  }
}

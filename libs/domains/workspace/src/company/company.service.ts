import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { Signals } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { CompanyName, OwnerService, PasswordWords, type Entry } from '@dossier/identity';
import { Company } from './company.entity';
import type { CompanyInput, SetUpInput } from './company.inputs';
import { settingsFrom } from './company.rules';

export type CompanySettings = Pick<Company, 'id' | 'name' | 'timeZone' | 'currency' | 'language' | 'phoneTailSearch' | 'requireSecondFactor' | 'demo' | 'setUpAt'>;

const statement = `select id, name, time_zone as "timeZone", currency, language, phone_tail_search as "phoneTailSearch", require_second_factor as "requireSecondFactor", demo, set_up_at as "setUpAt" from company`;

/** The company's settings: kept in the process, for every part that asks in which zone or currency it works. */
@Injectable()
export class CompanyService implements OnApplicationBootstrap {
  private kept: Promise<CompanySettings> | null = null;

  constructor(
    @InjectRecords(Company) private readonly companies: Records<Company>,
    private readonly database: Database,
    private readonly owners: OwnerService,
    private readonly clock: Clock,
    signals: Signals,
    words: PasswordWords,
    name: CompanyName,
  ) {
    signals.on('company', () => this.refresh());
    signals.on('reconnected', () => this.refresh());
    words.add(async () => [(await this.settings()).name]);
    name.from(async () => (await this.settings()).name);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
  }

  /** The settings as they stand; from memory, for they change once in a year. */
  settings(): Promise<CompanySettings> {
    return (this.kept ??= this.remembered());
  }

  async read(viewer: Viewer, asked: Selection): Promise<Raw> {
    return this.companies.read(viewer, (await this.settings()).id, asked);
  }

  /** Changes the settings that are given. */
  async update(viewer: Viewer, { version, ...given }: CompanyInput): Promise<Company> {
    const company = await this.companies.get(viewer, (await this.settings()).id, 'UPDATE');
    const options = version === undefined || version === null ? {} : { base: version };
    const saved = await this.companies.save(viewer, company, settingsFrom(given), 'UPDATE', options);
    currentWork().after(() => this.refresh());
    return saved;
  }

  /** Names the company and makes its owner, once: refused as soon as anybody can sign in. Gives what the owner enters by. */
  async setUp(viewer: Viewer, input: SetUpInput): Promise<Entry> {
    const { companyName, timeZone, currency, language, phoneTailSearch, requireSecondFactor } = input;
    const owner = await this.owners.setUp(viewer, input, [companyName]);
    await this.write({ ...settingsFrom({ name: companyName, timeZone, currency, language, phoneTailSearch: phoneTailSearch ?? false, requireSecondFactor: requireSecondFactor ?? true }), demo: false });
    return this.owners.enter(viewer, owner.id);
  }

  /** Whether the first-run set-up is still to be done, and whether this is the invented company. */
  async state(): Promise<{ needed: boolean; demo: boolean }> {
    const { demo } = await this.settings();
    return { needed: await this.owners.needed(), demo };
  }

  /** Writes settings on the product's own behalf: the set-up, the demo coming and going. */
  async write(given: Partial<Pick<Company, 'name' | 'timeZone' | 'currency' | 'language' | 'phoneTailSearch' | 'requireSecondFactor' | 'demo'>>): Promise<void> {
    const work = currentWork();
    const { demo, ...rest } = given;
    const { name, timeZone, currency, language, phoneTailSearch, requireSecondFactor } = settingsFrom(rest);
    await work.query(
      `update company set name = coalesce($1, name), time_zone = coalesce($2, time_zone), currency = coalesce($3, currency), language = coalesce($4, language),
        phone_tail_search = coalesce($5, phone_tail_search), demo = coalesce($6::boolean, demo),
        set_up_at = case when $6::boolean then null else $7::timestamptz end, require_second_factor = coalesce($8::boolean, require_second_factor), version = version + 1, updated_at = now()`,
      [name ?? null, timeZone ?? null, currency ?? null, language ?? null, phoneTailSearch ?? null, demo ?? null, this.clock.now(), requireSecondFactor ?? null],
    );
    work.after(() => this.refresh());
  }

  /** Back to what a new installation starts with: the invented company is gone, the set-up of the real one follows. */
  async clear(): Promise<void> {
    const work = currentWork();
    await work.query(
      `update company set name = default, time_zone = default, currency = default, language = default, phone_tail_search = default, require_second_factor = default, value_margin = default, value_discount = default,
        demo = false, set_up_at = null, version = version + 1, updated_at = now()`,
    );
    work.after(() => this.refresh());
  }

  private async refresh(): Promise<void> {
    this.kept = this.remembered();
    await this.kept;
  }

  /** What could not be read is read again at the next use: a database that was away for a moment is not kept in mind. */
  private remembered(): Promise<CompanySettings> {
    const read = this.stored();
    read.catch(() => {
      if (this.kept === read) this.kept = null;
    });
    return read;
  }

  private async stored(): Promise<CompanySettings> {
    const [row] = await this.database.query<CompanySettings>(statement);
    this.clock.useZone(row!.timeZone);
    return row!;
  }
}

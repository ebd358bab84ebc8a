/** Somebody wrote down a contact with a record. */
export class CommunicationRecorded {
  constructor(
    readonly communicationId: string,
    readonly customerId: string,
  ) {}
}

/** What was said of a contact, or of its next step, is another than before: it was corrected, done, opened again, put away or brought back. */
export class CommunicationChanged {
  constructor(
    readonly communicationId: string,
    readonly customerId: string,
  ) {}
}

/** How this installation sends mail: the SMTP server, and the address that mail comes from. Without a server nothing is sent. */
export abstract class MailSettings {
  abstract readonly url: string | null;
  abstract readonly from: string;
}

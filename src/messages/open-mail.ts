import { createTransport } from 'nodemailer';
import { NotConnected, type Deliver } from './send-messages.js';

/**
 * The agency's mail server. Every message has an id of its own as Message-ID, so that even a mailbox that got one twice
 * shows one.
 *
 * @param url `smtp://user:password@host:587` or `smtps://…`
 */
export function openMail(url: string, from: string): { deliver: Deliver; close(): void } {
  const transport = createTransport(
    {
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async deliver({ id, to, subject, text }) {
      // By itself first: once a message is under way, a broken connection looks the same before and after its text.
      try {
        await transport.verify();
      } catch (error) {
        throw new NotConnected(error);
      }
      await transport.sendMail({
        // As an object: no address can smuggle in a second one.
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@ot-match>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}

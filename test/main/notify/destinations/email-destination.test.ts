import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { emailDestination } from '../../../../src/main/notify/destinations/email-destination.ts';
import { testNotice } from '../../../support/test-notice.ts';

const never = new AbortController().signal;
const choice: Omit<Parameters<typeof emailDestination>[0], 'port'> = {
  ...{
    kind: 'email' as const,
    host: '127.0.0.1',
    tls: 'none' as const,
    whenInDoubt: 'hold' as const,
  },
  ...{ from: 'playhead@acme.example', to: ['hr@acme.example', 'it@acme.example'] },
};
const mails: string[] = [];
let server: SMTPServer | null = null;

/** A real SMTP server that lets everybody in, but for what is said. */
async function serve(options: SMTPServerOptions = {}): Promise<number> {
  const started = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onData: (stream, _session, done) => {
      text(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  // A connection that is cut is told of here too.
  started.on('error', () => {});
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return (started.server.address() as AddressInfo).port;
}

const answer = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

afterEach(async () => {
  mails.length = 0;
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = null;
});

describe('a mailbox', () => {
  it('gets a mail with an id of its own, to all who are named', async () => {
    const port = await serve();
    const destination = emailDestination({ ...choice, port }, null);
    expect(await destination.tell(testNotice(), never)).toEqual({ kind: 'told' });
    const [mail = ''] = mails;
    expect(mail).toMatch(/^Message-ID: <00ff@playhead.notice>\r$/m);
    expect(mail).toMatch(/^Subject: Role auditor was given to user u-1\r$/m);
    expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail).toMatch(/^To: hr@acme.example, it@acme.example\r$/m);
    expect(mail).toContain('Reason: INC-7\r\nTicket: T-1\r\nIn the log: p3:12\r\n');
  });

  it('gets no header that an event made up', async () => {
    const port = await serve();
    const data = { userId: 'u\r\nBcc: eve@evil.example', roleId: 'r' };
    const { event } = testNotice();
    const hostile = testNotice({
      event: { ...event, event: { type: 'RoleAssignedToUserEvent', data } },
    });
    expect(await emailDestination({ ...choice, port }, null).tell(hostile, never)).toEqual({
      kind: 'told',
    });
    expect(mails[0]).not.toMatch(/^Bcc:/m);
  });

  it('is entered with a name and a password', async () => {
    const port = await serve({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: ({ username, password }, _session, done) =>
        username === 'playhead' && password === 'right'
          ? done(null, { user: 1 })
          : done(answer(535)),
    });
    const as = (password: string) =>
      emailDestination({ ...choice, port, username: 'playhead' }, password).tell(
        testNotice(),
        never,
      );
    expect(await as('right')).toEqual({ kind: 'told' });
    expect(await as('wrong')).toMatchObject({ kind: 'not_told' });
  });

  it.each([
    [550, 'refused'],
    [451, 'not_told'],
  ])('whose server answers %i to the recipients: %s', async (code, kind) => {
    const port = await serve({ onRcptTo: (_to, _session, done) => done(answer(code)) });
    expect(
      await emailDestination({ ...choice, port }, null).tell(testNotice(), never),
    ).toMatchObject({
      kind,
    });
  });

  it.each([
    [554, 'refused'],
    [452, 'not_told'],
  ])('whose server answers %i to the mail: %s', async (code, kind) => {
    const port = await serve({
      onData: (stream, _session, done) => void text(stream).then(() => done(answer(code))),
    });
    expect(
      await emailDestination({ ...choice, port }, null).tell(testNotice(), never),
    ).toMatchObject({
      kind,
    });
  });

  it('may have got it where the server goes away instead of answering', async () => {
    const port = await serve({
      onData: (stream) => {
        void text(stream).then(() => {
          for (const connection of server?.connections ?? []) connection.close();
        });
      },
    });
    expect(
      await emailDestination({ ...choice, port }, null).tell(testNotice(), never),
    ).toMatchObject({
      kind: 'unclear',
    });
  });

  it('did not get it where nobody listens, encryption is wanted and not there, or time was up before the text', async () => {
    const port = await serve();
    const strict = emailDestination({ ...choice, port, tls: 'required' }, null);
    expect(await strict.tell(testNotice(), never)).toMatchObject({ kind: 'not_told' });
    const late = emailDestination({ ...choice, port }, null);
    expect(await late.tell(testNotice(), AbortSignal.abort())).toMatchObject({ kind: 'not_told' });
    const away = emailDestination({ ...choice, port: 1 }, null);
    expect(await away.tell(testNotice(), never)).toMatchObject({ kind: 'not_told' });
    expect(mails).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { readSubscriptions } from '../../../src/main/notify/subscription.ts';

const slack = { kind: 'slack', channel: 'C1', tokenFile: '/run/slack' };
const mail = { kind: 'email', host: 'mail.example', from: 'a@x.example', to: ['b@x.example'] };
const one = { id: 'security', events: ['RoleAssignedToUserEvent'], to: slack };
const read = (...subscriptions: unknown[]) => readSubscriptions(JSON.stringify({ subscriptions }));

describe('a file of subscriptions', () => {
  it('says who is told of what; what it leaves out is filled in', () => {
    expect(read(one)).toEqual({
      ok: true,
      value: [
        {
          ...one,
          ...{ roles: null, from: 'end', answerWithinMs: 15_000 },
          to: { ...slack, api: 'https://slack.com/api' },
        },
      ],
    });
  });

  it('knows services, channels and mailboxes', () => {
    const http = { kind: 'http', url: 'https://crm.example/hooks' };
    const found = read({ ...one, to: http }, { ...one, id: 'hr', to: mail });
    expect(found.ok && found.value.map(({ to }) => to)).toEqual([
      http,
      { ...mail, port: 587, tls: 'required', whenInDoubt: 'hold' },
    ]);
  });

  it.each<[string, unknown[], RegExp]>([
    ['none', [], /subscriptions/],
    [
      'an event nobody knows',
      [{ ...one, events: ['UserMovedEvent'] }],
      /subscriptions\[0\].events\[0\]/,
    ],
    ['no events', [{ ...one, events: [] }], /events/],
    ['an id that is no name', [{ ...one, id: 'Security team' }], /small letters/],
    ['an id twice', [one, one], /same id/],
    ['a word it does not know', [{ ...one, role: 'admin' }], /"role"/],
    ['an address that is none', [{ ...one, to: { kind: 'http', url: 'crm' } }], /url/],
    ['a file instead of a service', [{ ...one, to: { kind: 'http', url: 'file:///etc' } }], /url/],
    [
      'an address all can listen to',
      [{ ...one, to: { kind: 'http', url: 'http://crm.example' } }],
      /https/,
    ],
    [
      'a password all can listen to',
      [{ ...one, to: { ...mail, tls: 'none', passwordFile: '/p' } }],
      /TLS/,
    ],
    ['a secret in the file itself', [{ ...one, to: { ...slack, token: 'xoxb' } }], /"token"/],
    ['a destination nobody knows', [{ ...one, to: { kind: 'fax' } }], /kind/],
    ['nobody to write to', [{ ...one, to: { kind: 'email', host: 'm', from: 'a', to: [] } }], /to/],
  ])('is refused with the place of what is wrong: %s', (_, subscriptions, says) => {
    const found = read(...subscriptions);
    expect(found.ok ? '' : found.error).toMatch(says);
  });

  it('is refused where it is no JSON', () => {
    expect(readSubscriptions('{')).toMatchObject({ ok: false, error: /^This is no JSON: / });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../../../src/main/notify/destination.ts';
import { slackDestination } from '../../../../src/main/notify/destinations/slack-destination.ts';
import { serveHttp } from '../../../support/http-service.ts';
import { type SlackMood, type SlackService, serveSlack } from '../../../support/slack-service.ts';
import { testNotice } from '../../../support/test-notice.ts';

const never = new AbortController().signal;
let mood: SlackMood;
let slack: SlackService;
let destination: Destination;
const destinationAt = (api: string, token = 'xoxb-1') =>
  slackDestination({ kind: 'slack', channel: 'C1', tokenFile: '', api }, token);
const look = (id: string, since = 0, at = destination) =>
  at.settling.by === 'look' ? at.settling.look(testNotice({ id }), since, never) : null;

beforeEach(async () => {
  mood = 'well';
  slack = await serveSlack('xoxb-1', () => mood);
  destination = destinationAt(slack.url);
});

afterEach(() => slack.close());

describe('a channel of Slack', () => {
  it('gets the story, in which nothing is a mention or a link', async () => {
    const notice = testNotice({}, { reason: '<!channel> & <http://evil|click>' });
    expect(await destination.tell(notice, never)).toEqual({ kind: 'told' });
    const [message] = slack.messages;
    expect(message?.text).toContain('Reason: &lt;!channel&gt; &amp; &lt;http://evil|click&gt;');
    expect([message?.channel, message?.id]).toEqual(['C1', '00ff']);
  });

  it.each([
    ['msg_too_long', 'refused'],
    ['ratelimited', 'not_told'],
    ['channel_not_found', 'not_told'],
    ['a_reason_made_up_tomorrow', 'not_told'],
    ['internal_error', 'unclear'],
  ])('saying %s: %s', async (error, kind) => {
    mood = { error };
    const text = `Slack refused: ${error}`;
    expect(await destination.tell(testNotice(), never)).toEqual({ kind, text });
  });

  it('wants to be left alone for as long as it says where it was told too often', async () => {
    mood = 'limited';
    expect(await destination.tell(testNotice(), never)).toEqual({
      ...{ kind: 'not_told', text: 'Slack wants to be asked less often.', pauseMs: 1_000 },
    });
  });

  it('is not told with a token it does not know', async () => {
    const stranger = destinationAt(slack.url, 'xoxb-2');
    expect(await stranger.tell(testNotice(), never)).toMatchObject({ kind: 'not_told' });
    expect(slack.messages).toEqual([]);
  });

  it('tells whether a message was posted whose answer was lost', async () => {
    mood = 'answer_lost';
    expect(await destination.tell(testNotice(), never)).toMatchObject({ kind: 'unclear' });
    mood = 'down';
    expect(await destination.tell(testNotice({ id: '11' }), never)).toMatchObject({
      kind: 'unclear',
    });
    expect([await look('00ff'), await look('11')]).toEqual(['told', 'not_told']);
  });

  it('is looked through page by page, from five minutes before the message was being posted', async () => {
    for (const id of ['1', '2', '3', '4', '5']) await destination.tell(testNotice({ id }), never);
    expect([await look('1'), await look('5'), await look('6')]).toEqual([
      ...['told', 'told', 'not_told'],
    ]);
    expect(await look('1', Date.now() + 4 * 60_000)).toBe('told');
    expect(await look('1', Date.now() + 6 * 60_000)).toBe('not_told');
  });

  it('cannot be looked through where it does not let us, or answers what it never should', async () => {
    const stranger = destinationAt(slack.url, 'xoxb-2');
    expect(await look('1', 0, stranger)).toMatchObject({
      kind: 'cannot_look',
      text: /invalid_auth/,
    });
    for (const answer of ['', 'null', '[]', '{"ok":true,"messages":"none"}', '<html>']) {
      const odd = await serveHttp((_, response) => response.end(answer));
      expect(await look('1', 0, destinationAt(odd.url))).toMatchObject({ kind: 'cannot_look' });
      expect(await destinationAt(odd.url).tell(testNotice(), never)).toMatchObject(
        answer.startsWith('{"ok":true') ? { kind: 'told' } : { kind: 'unclear' },
      );
      await odd.close();
    }
  });
});

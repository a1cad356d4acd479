import { type Asked, type HttpService, serveHttp } from './http-service.ts';

/** What is done with a message: taken and answered, taken without an answer, or not taken; `limited`: not for a second. */
export type SlackMood = 'well' | 'answer_lost' | 'down' | 'limited' | { readonly error: string };

/** A message that was posted: its text, and the id of its notice. */
export type SlackMessage = { readonly channel: string; readonly text: string; readonly id: string };

/** What stands in for Slack: the two methods of its Web API that are used, as its documentation describes them. */
export type SlackService = HttpService & { readonly messages: readonly SlackMessage[] };

type Posted = {
  readonly channel: string;
  readonly text: string;
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: { readonly id: string };
  };
};

/** Serves two messages a page, newest first; `mood` is asked for each message that comes. */
export async function serveSlack(
  token: string,
  mood: (message: SlackMessage) => SlackMood = () => 'well',
): Promise<SlackService> {
  const messages: SlackMessage[] = [];
  const posted: { readonly body: Posted; readonly ts: number }[] = [];
  const post = (body: Posted): SlackMood => {
    const message = { channel: body.channel, text: body.text, id: body.metadata.event_payload.id };
    const felt = mood(message);
    if (felt !== 'well' && felt !== 'answer_lost') return felt;
    messages.push(message);
    posted.push({ body, ts: Date.now() });
    return felt;
  };
  const service = await serveHttp((asked, response) => {
    const say = (answer: object) => response.end(JSON.stringify(answer));
    if (asked.headers.authorization !== `Bearer ${token}`)
      return say({ ok: false, error: 'invalid_auth' });
    if (asked.path === '/conversations.history') return say(history(posted, asked));
    if (asked.path !== '/chat.postMessage') return say({ ok: false, error: 'unknown_method' });
    const felt = post(JSON.parse(asked.body) as Posted);
    if (felt === 'well') return say({ ok: true, ts: '1' });
    if (felt === 'limited') {
      response.writeHead(429, { 'retry-after': '1' });
      return say({ ok: false, error: 'ratelimited' });
    }
    return typeof felt === 'object' ? say({ ok: false, ...felt }) : response.destroy();
  });
  return { ...service, messages };
}

function history(
  posted: readonly { readonly body: Posted; readonly ts: number }[],
  { body }: Asked,
): object {
  const form = new URLSearchParams(body);
  const since = Number(form.get('oldest')) * 1000;
  const from = Number(form.get('cursor') ?? 0);
  const found = posted.filter(
    ({ body: { channel }, ts }) => channel === form.get('channel') && ts >= since,
  );
  const page = found.toReversed().slice(from, from + 2);
  const withMetadata = form.get('include_all_metadata') === 'true';
  return {
    ok: true,
    messages: page.map(({ body: { text, metadata } }) => ({
      text,
      ...(withMetadata && { metadata }),
    })),
    response_metadata: { next_cursor: from + 2 < found.length ? String(from + 2) : '' },
  };
}

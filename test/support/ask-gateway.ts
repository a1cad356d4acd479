import type { RunningApp } from './app.ts';

/** Asks the gateway of a running app; the answer as it came. Throws where the answer is a fault. */
export async function askGateway<Answer>(app: RunningApp, question: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${app.token}` };
  const answer = await fetch(`${app.api}${question}`, { headers });
  if (!answer.ok) throw new Error(`${question}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Posts to the gateway of a running app; what it answered, be it a fault. */
export async function postGateway<Answer>(
  app: RunningApp,
  path: string,
  body: object,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await fetch(`${app.api}${path}`, init)).json()) as Answer;
}

import { err, ok, type Result } from '../kit/result.ts';

/** Where a log is, as a person writes it. */
export type LogAddress =
  | { readonly kind: 'sample' }
  /** Lines of JSON as `kcat -J` writes them; the topic is needed where the file holds several. */
  | { readonly kind: 'file'; readonly path: string; readonly topic: string | null }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly topic: string };

const broker = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i;
const topicName = /^[a-zA-Z0-9._-]{1,249}$/;

/** Reads `sample`, `file:PATH`, `file:PATH#topic` or `kafka://host:port[,host:port]/topic`; else says what is wrong. */
export function parseLogAddress(text: string): Result<LogAddress, string> {
  if (text === 'sample') return ok({ kind: 'sample' });
  if (text.startsWith('file:')) return parseFile(text.slice('file:'.length));
  if (text.startsWith('kafka://')) return parseKafka(text.slice('kafka://'.length));
  return err('A log is "sample", "file:PATH[#topic]" or "kafka://host:port[,host:port]/topic".');
}

/** Writes an address as `parseLogAddress` reads it. */
export function formatLogAddress(address: LogAddress): string {
  switch (address.kind) {
    case 'sample':
      return 'sample';
    case 'file':
      return `file:${address.path}${address.topic === null ? '' : `#${address.topic}`}`;
    case 'kafka':
      return `kafka://${address.brokers.join(',')}/${address.topic}`;
  }
}

function parseFile(rest: string): Result<LogAddress, string> {
  const hash = rest.lastIndexOf('#');
  const topic = hash < 0 ? null : rest.slice(hash + 1);
  if (topic !== null && topicName.test(topic)) {
    return ok({ kind: 'file', path: rest.slice(0, hash), topic });
  }
  return rest === ''
    ? err('The path of the file is missing.')
    : ok({ kind: 'file', path: rest, topic: null });
}

function parseKafka(rest: string): Result<LogAddress, string> {
  const slash = rest.indexOf('/');
  const brokers = rest.slice(0, slash < 0 ? rest.length : slash).split(',');
  const topic = slash < 0 ? '' : rest.slice(slash + 1);
  const wrong = brokers.find(
    (name) => !broker.test(name) || Number(name.split(':').at(-1)) > 65_535,
  );
  if (wrong !== undefined) return err(`"${wrong}" is no broker: write host:port.`);
  if (!topicName.test(topic))
    return err(`"${topic}" is no topic name: letters, digits, ".", "_" and "-", 249 at most.`);
  return ok({ kind: 'kafka', brokers, topic });
}

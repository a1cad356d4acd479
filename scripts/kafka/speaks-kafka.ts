import { connect } from 'node:net';

// ApiVersions, version 0: length, api key 18, version 0, correlation id 7, no client id.
const question = Buffer.from('0000000a0012000000000007ffff', 'hex');

/** True where an Apache Kafka broker answers on this loopback port within a second. */
export async function speaksKafka(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (speaks: boolean) => {
      socket.destroy();
      resolve(speaks);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
    socket.once('connect', () => socket.write(question));
    // Length, correlation id 7, error code 0.
    socket.once('data', (data) => answer(data.length >= 10 && data.readInt32BE(4) === 7));
  });
}

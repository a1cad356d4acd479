import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const kafkaVersion = '4.3.1';
// The jars bring SLF4J without a binder: without this one the broker is silent about its troubles.
const binder = 'org.apache.logging.log4j:log4j-slf4j-impl:2.25.4';
const artifacts = [
  `org.apache.kafka:kafka_2.13:${kafkaVersion}`,
  `org.apache.kafka:kafka-tools:${kafkaVersion}`,
  binder,
];
const copyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';

/** Why a broker cannot be started on this machine, as a sentence; null where it can. */
export async function whyNoKafka(cache: string): Promise<string | null> {
  if (!(await answers('java', '-version'))) return 'There is no Java on this machine.';
  if (existsSync(jarsFolder(cache)) || (await answers(maven, '-v'))) return null;
  return 'There is no Maven on this machine to fetch Apache Kafka with.';
}

/**
 * Fetches Apache Kafka's jars by Maven into a folder of `cache` and returns that folder. Several
 * processes may call it at once: each downloads beside, and the first rename wins.
 */
export async function fetchKafkaJars(cache: string): Promise<string> {
  const folder = jarsFolder(cache);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'fetch-'));
  try {
    await writeFile(join(work, 'pom.xml'), pom());
    const out = join(work, 'jars');
    const flags = ['-q', '-B', copyPlugin, '-DincludeScope=runtime', `-DoutputDirectory=${out}`];
    await run(maven, flags, { cwd: work, shell: process.platform === 'win32' });
    await rename(out, folder).catch((fault: unknown) => {
      if (!existsSync(folder)) throw fault;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

function jarsFolder(cache: string): string {
  return join(cache, `jars-${kafkaVersion}`);
}

async function answers(command: string, flag: string): Promise<boolean> {
  return run(command, [flag], { shell: process.platform === 'win32' }).then(
    () => true,
    () => false,
  );
}

function pom(): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>playhead</groupId><artifactId>broker</artifactId><version>1</version>
<dependencies>${dependencies.join('\n')}</dependencies>
</project>`;
}

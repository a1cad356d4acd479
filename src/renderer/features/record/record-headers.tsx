import type { RecordAnswer } from '../../../shared/contract/log.ts';
import { countOf } from '../../ui/format-count.ts';
import styles from './record.module.css';
import { visibleText } from './visible-text.ts';

/** The headers in their order, repetitions kept. */
export function RecordHeaders({ headers }: Pick<RecordAnswer, 'headers'>) {
  return (
    <section className={styles['section']} aria-label="Headers">
      <h3>
        Headers{' '}
        <span className={styles['faint']}>{countOf(headers.length, 'header')}, in order</span>
      </h3>
      {headers.length > 0 && (
        <table className={styles['headers']}>
          <tbody>
            {headers.map(({ name, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the order never changes.
              <tr key={index}>
                <th scope="row">{visibleText(name) || '(empty)'}</th>
                <td>{value ? <HeaderValue value={value} /> : <i>null</i>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type HeaderValueProps = { readonly value: NonNullable<RecordAnswer['headers'][number]['value']> };

function HeaderValue({ value }: HeaderValueProps) {
  if (value.text === null) return <>(not text) {value.base64}</>;
  return <bdi>{visibleText(value.text) || '(empty)'}</bdi>;
}

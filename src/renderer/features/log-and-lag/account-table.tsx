import type { StatusAnswer } from '../../../shared/contract/log.ts';
import { accountOfOffsets } from '../../domain-ui/account-of-offsets.ts';
import { formatCount } from '../../ui/format-count.ts';
import styles from './log.module.css';

/** What became of every offset read: the lines add up to their number. */
export function AccountTable({ status }: { readonly status: StatusAnswer }) {
  const { lines, sum, read, addsUp } = accountOfOffsets(status);
  return (
    <section>
      <h2 className={styles['section']}>What became of every offset</h2>
      <table className={styles['account']}>
        <tbody>
          {lines.map(({ name, word, text, count }) => (
            <tr key={name} data-empty={count === 0}>
              <th scope="row">{word}</th>
              <td className={styles['number']}>{formatCount(count)}</td>
              <td className={styles['text']}>{text}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">offsets read</th>
            <td className={styles['number']}>{formatCount(read)}</td>
            <td className={styles['text']} data-wrong={!addsUp}>
              {addsUp
                ? 'the lines above add up to it'
                : `the lines add up to ${formatCount(sum)}: a fault of Playhead`}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles['note']}>
        {formatCount(status.counts.anomaly)} of the events did not fit the state before them. They
        are events all the same.
      </p>
    </section>
  );
}

import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-count.ts';
import { hexLines } from './hex-lines.ts';
import styles from './record.module.css';

const bytesAtFirst = 4096;
// Sixteen bytes a line need so much room; eight fit anywhere.
const wideFromPx = 560;

/** Bytes as a hex dump; long ones in part until asked for. */
export function HexDump({ bytes }: { readonly bytes: Uint8Array }) {
  const { ref, width } = useElementSize();
  const [isWhole, setWhole] = useState(bytes.length <= bytesAtFirst);
  const shown = isWhole ? bytes : bytes.subarray(0, bytesAtFirst);
  return (
    <div ref={ref}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <pre className={styles['value']} data-look="hex" tabIndex={0}>
        {hexLines(shown, width >= wideFromPx ? 16 : 8).join('\n')}
      </pre>
      {!isWhole && (
        <Button size="small" onClick={() => setWhole(true)}>
          Show all {countOf(bytes.length, 'byte')}
        </Button>
      )}
    </div>
  );
}

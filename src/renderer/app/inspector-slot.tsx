import type { Subject } from '../state/address.ts';
import { usePreferences } from '../state/preferences.ts';
import { openSubject, useWhere } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ResizeHandle } from '../ui/resize-handle.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './shell.module.css';
import { inspectorOf } from './views.tsx';

const width = { min: 340, max: 720 };

/** The panel on the right: what the person opened, until Esc. */
export function InspectorSlot() {
  const subject = useWhere((state) => state.subject);
  const size = usePreferences((state) => state.inspectorWidth);
  if (!subject) return null;
  const key = keyOf(subject);
  return (
    <aside className={styles['inspector']} aria-label="Inspector" style={{ width: size }}>
      <ResizeHandle
        label="Width of the inspector"
        edge="left"
        size={size}
        {...width}
        onResize={(inspectorWidth) => usePreferences.setState({ inspectorWidth })}
      />
      <div className={styles['inspectorClose']}>
        <Button
          look="quiet"
          size="small"
          square
          aria-label="Close the inspector"
          title="Close (Esc)"
          onClick={() => openSubject(null)}
        >
          <Icon name="close" />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <div key={key} className={styles['inspectorBody']} tabIndex={0}>
        <ErrorBoundary tryAgainWith={key}>{inspectorOf(subject)}</ErrorBoundary>
      </div>
    </aside>
  );
}

function keyOf(subject: Subject): string {
  return subject.kind === 'record'
    ? `record ${subject.partition}:${subject.offset}`
    : `${subject.kind} ${subject.id}`;
}

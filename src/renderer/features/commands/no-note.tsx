import { ruleSentence } from '../../../shared/domain/rule-sentences.ts';
import { refusalAdvice } from './refusal-advice.ts';
import styles from './sheet.module.css';

/** Why a command was refused: the rule, what stands against it, and what to do. */
export function NoNote({ code, text }: { readonly code: string; readonly text: string }) {
  const rule = ruleSentence(code);
  const advice = refusalAdvice(code);
  return (
    <div className={styles['no']} role="alert">
      <dl>
        {rule !== null && <Line name="Rule">{rule}</Line>}
        <Line name="Why">{text}</Line>
        {advice !== null && <Line name="What to do">{advice}</Line>}
        <Line name="Code">{code}</Line>
      </dl>
    </div>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

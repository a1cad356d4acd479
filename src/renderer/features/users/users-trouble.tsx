import { faultOf } from '../../rpc/fault-of.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';

type UsersTroubleProps = {
  readonly error: Error | null;
  readonly hasRows: boolean;
  readonly onAgain: () => void;
};

/** Says why the table could not be read: above the old rows, or in their place. */
export function UsersTrouble({ error, hasRows, onAgain }: UsersTroubleProps) {
  if (!error) return null;
  const { text } = faultOf(error);
  return hasRows ? (
    <Banner look="wrong">
      <span>{text} The rows below are from before.</span>
      <Button size="small" onClick={onAgain}>
        Try again
      </Button>
    </Banner>
  ) : (
    <Empty title="The users could not be read" text={text}>
      <Button onClick={onAgain}>Try again</Button>
    </Empty>
  );
}

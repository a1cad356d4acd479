/** Where drafts are kept, as this feature needs it. */
export type DraftDoor = {
  save(draft: { readonly key: string; readonly form: string }): Promise<unknown>;
  drop(draft: { readonly key: string }): Promise<unknown>;
  /** Calls once after so many ms, unless the handle given back is called before. */
  later(ms: number, call: () => void): () => void;
};

/** Keeps one form on disk while it is typed in. */
export type DraftKeeper = {
  /** Keeps the form when typing rests. */
  keep(form: string): void;
  /** Forgets the form: it took effect, or is not wanted any more. */
  drop(): void;
  /** Keeps at once what still waits. */
  flush(): void;
};

const restMs = 300;

/** Keeps the draft of a key; `onTrouble` hears whether the last attempt failed. */
export function createDraftKeeper(
  door: DraftDoor,
  key: string,
  onTrouble: (isFailing: boolean) => void,
): DraftKeeper {
  let waiting: { readonly form: string; readonly stop: () => void } | null = null;
  const tell = (work: Promise<unknown>) =>
    work.then(
      () => onTrouble(false),
      () => onTrouble(true),
    );
  const write = () => {
    if (waiting === null) return;
    waiting.stop();
    const { form } = waiting;
    waiting = null;
    void tell(door.save({ key, form }));
  };
  return {
    keep: (form) => {
      waiting?.stop();
      waiting = { form, stop: door.later(restMs, write) };
    },
    drop: () => {
      waiting?.stop();
      waiting = null;
      void tell(door.drop({ key }));
    },
    flush: write,
  };
}

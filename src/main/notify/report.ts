/** What a notifier says of its work, for its log and for who is on call; never payloads. */
export type Report =
  /** The partitions that are this copy's now. */
  | { readonly kind: 'share'; readonly partitions: readonly number[] }
  | {
      readonly kind: 'told' | 'refused' | 'in_doubt';
      readonly notice: string;
      readonly place: string;
      readonly text: string | null;
    }
  /** Nothing goes on in a partition (null: in any) until what is said has passed; it is tried again by itself. */
  | { readonly kind: 'waiting'; readonly partition: number | null; readonly text: string }
  /** Another copy has taken a partition. */
  | { readonly kind: 'lost'; readonly partition: number }
  /** Of what stands from here on nobody can be told: it is no event, or it is gone. */
  | { readonly kind: 'unreadable'; readonly place: string; readonly text: string };

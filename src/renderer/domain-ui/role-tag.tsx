import { Tag } from '../ui/tag.tsx';

type RoleTagProps = {
  readonly name: string;
  /** Its holder can change who may do what: red, and said. */
  readonly privileged?: boolean;
  /** No such role exists at the playhead. */
  readonly dangling?: boolean;
  /** The current event changed it. */
  readonly outlined?: boolean;
  /** What else pointing at it says: since when, by whom. */
  readonly note?: string;
};

/** A role's name on its ground, the same wherever a role is named. */
export function RoleTag({ name, privileged, dangling, outlined, note }: RoleTagProps) {
  const said = dangling
    ? `${name}: held, but does not exist at this moment`
    : privileged
      ? `${name}: privileged, its holder can change who may do what`
      : name;
  return (
    <Tag
      look={privileged ? 'wrong' : 'plain'}
      dashed={dangling}
      outlined={outlined}
      title={note ? `${said}. ${note}` : said}
    >
      {name}
    </Tag>
  );
}

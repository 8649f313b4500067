type Props = {
  /** What somebody else said: a vendor, a receiver, the network. */
  words: string;
  className?: string;
};

/**
 * The words of others, as they came and marked as theirs: they are in no language
 * that we choose, and the vendor's support is asked with them.
 */
export function Quoted({ words, className }: Props) {
  return (
    <q className={className}>
      <bdi lang="en">{words}</bdi>
    </q>
  );
}

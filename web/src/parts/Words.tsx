import type { Said } from "../api/types";
import { say } from "../text/said";

type Props = {
  says: readonly Said[] | undefined;
  /** The same in English, for what this version can't say. */
  english: string;
  className?: string | undefined;
  /** Whether it is cut off where room is short, and shown whole on hover. */
  cut?: boolean;
};

/** What the server says, in the reader's language. */
export function Words({ says, english, className, cut }: Props) {
  const { text, lang } = say(says, english);
  return (
    <bdi className={className} lang={lang} title={cut ? text : undefined}>
      {text}
    </bdi>
  );
}

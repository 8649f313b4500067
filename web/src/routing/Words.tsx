import { TagsInput } from "@mantine/core";
import type { Noun } from "./useNouns";

type Props = {
  label: string;
  description?: string;
  nouns: Noun[];
  values: string[];
  onChange: (values: string[]) => void;
  error?: string;
  disabled?: boolean;
};

/** Several words, completed from the shop's own. A word that the shop does not know may be typed too. */
export function Words({ label, description, nouns, values, onChange, error, disabled }: Props) {
  const names = new Map(nouns.map(({ value, label: name }) => [value, name]));
  return (
    <TagsInput
      label={label}
      description={description}
      data={nouns.map(({ value }) => value)}
      filter={({ options, search }) => {
        const wanted = search.trim().toLowerCase();
        return options
          .filter(
            (one) => "value" in one && (names.get(one.value) ?? one.value).toLowerCase().includes(wanted),
          )
          .slice(0, 50);
      }}
      renderOption={({ option }) => <bdi>{names.get(option.value) ?? option.value}</bdi>}
      value={values}
      error={error}
      disabled={disabled}
      acceptValueOnBlur
      maxTags={1000}
      onChange={onChange}
    />
  );
}

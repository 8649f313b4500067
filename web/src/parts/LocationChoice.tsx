import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { locationsQuery } from "../api/stock";
import { t } from "../text";

type Props = {
  /** What is said for all locations. */
  any: string;
  className?: string;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
};

/** Narrows a list to one location. */
export function LocationChoice({ any, className, value, onChange }: Props) {
  const locations = useQuery(locationsQuery).data ?? [];
  return (
    <NativeSelect
      className={className}
      aria-label={t("stock.location")}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      data={[
        { value: "", label: any },
        ...locations.map(({ code, name }) => ({ value: code, label: name || code })),
      ]}
    />
  );
}

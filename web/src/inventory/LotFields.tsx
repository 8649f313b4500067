import { Textarea, TextInput } from "@mantine/core";
import type { Sku } from "../api/types";
import { t } from "../text";

type Props = {
  tracking: Sku["tracking"] | undefined;
  /** Units arrive, so that a lot may be new and has a date. */
  arriving?: boolean;
  /** Before the names of the fields, where a form has them several times. */
  prefix?: string;
  /** Of what, for who can't see the fields around. */
  of?: string;
  /** The fields stand by themselves, so their labels say of what. */
  alone?: boolean;
  required?: boolean;
};

/** Asks for the lot or the serial numbers of units, when their SKU is tracked. */
export function LotFields({ tracking, arriving, prefix = "", of, alone, required }: Props) {
  if (!tracking || tracking === "none") return null;
  const named = (label: string) => (of ? `${label}: ${of}` : undefined);
  if (tracking === "serial") {
    return (
      <Textarea
        name={`${prefix}serials`}
        label={(alone && named(t("lot.serials"))) || t("lot.serials")}
        aria-label={named(t("lot.serials"))}
        description={t("lot.serialsWhat")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        required={required}
      />
    );
  }
  return (
    <>
      <TextInput
        name={`${prefix}lot`}
        label={t("lot.lot")}
        aria-label={named(t("lot.lot"))}
        maxLength={64}
        required={required}
      />
      {arriving && (
        <TextInput
          type="date"
          name={`${prefix}expires_on`}
          label={t("lot.expires")}
          aria-label={named(t("lot.expires"))}
          description={t("lot.expiresWhat")}
        />
      )}
    </>
  );
}

import { Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import type { Channel, Listing, Sku } from "../api/types";
import { t } from "../text";

const mostUnits = 1_000_000_000;

type NewProps = { sku: Sku; channels: Channel[]; onClose: () => void };

/** Offers a SKU on a channel. */
export function NewListing({ sku, channels, onClose }: NewProps) {
  const { act, busy, fields: faults } = useAct();
  function submit(form: FormData) {
    const channel = String(form.get("channel"));
    const external = String(form.get("external_id")).trim() || undefined;
    act({
      call: (headers) =>
        api.POST("/api/v1/listings", {
          body: { channel, sku: sku.code, external_id: external, ...listingOf(form) },
          headers,
        }),
      done: t("did.list", { sku: sku.code, channel }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("listings.new", { sku: sku.code })}
      verb={t("catalog.create")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        name="channel"
        label={t("column.channel")}
        data={channels.map(({ code, name }) => ({ value: code, label: name || code }))}
      />
      <TextInput
        name="external_id"
        label={t("listings.external_id")}
        description={t("listings.external_idWhat")}
        maxLength={200}
        error={faults.external_id}
      />
      <ListingFields faults={faults} />
    </ActionPanel>
  );
}

/** Changes what may change of a listing. */
export function EditListing({ listing, onClose }: { listing: Listing; onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  function submit(form: FormData) {
    act({
      call: (headers) =>
        api.PATCH("/api/v1/listings/{id}", {
          params: { path: { id: listing.id }, header: { "If-Match": `"${listing.version}"` } },
          body: listingOf(form),
          headers,
        }),
      done: t("did.saved", { what: listing.external_id }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("listings.edit", { sku: listing.sku, channel: listing.channel })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <ListingFields listing={listing} faults={faults} />
    </ActionPanel>
  );
}

function ListingFields({ listing, faults }: { listing?: Listing; faults: Record<string, string> }) {
  return (
    <>
      <TextInput
        name="external_sku"
        label={t("listings.external_sku")}
        description={t("listings.external_skuWhat")}
        defaultValue={listing?.external_sku}
        maxLength={100}
        error={faults.external_sku}
      />
      <TextInput
        name="title"
        label={t("listings.name")}
        defaultValue={listing?.title}
        maxLength={500}
        error={faults.title}
      />
      <TextInput
        name="price"
        label={t("listings.price")}
        inputMode="decimal"
        defaultValue={listing?.price ?? ""}
        maxLength={40}
        error={faults.price}
      />
      <TextInput
        name="currency"
        label={t("channels.currency")}
        description={t("listings.currencyWhat")}
        defaultValue={listing?.currency}
        maxLength={3}
        error={faults.currency}
      />
      <NumberInput
        name="buffer"
        label={t("listings.buffer")}
        description={t("listings.bufferWhat")}
        defaultValue={listing?.buffer ?? 0}
        min={0}
        max={mostUnits}
        allowDecimal={false}
        error={faults.buffer}
      />
      <NumberInput
        name="cap"
        label={t("listings.cap")}
        description={t("listings.capWhat")}
        defaultValue={listing?.cap ?? ""}
        min={0}
        max={mostUnits}
        allowDecimal={false}
        error={faults.cap}
      />
      <Checkbox name="active" label={t("listings.active")} defaultChecked={listing?.active ?? true} />
    </>
  );
}

function listingOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const currency = text("currency").toUpperCase();
  return {
    external_sku: text("external_sku"),
    title: text("title"),
    price: text("price"),
    // Absent, so that the channel's own holds.
    currency: currency || undefined,
    buffer: Number(text("buffer")) || 0,
    cap: text("cap") === "" ? -1 : Number(text("cap")),
    active: form.get("active") !== null,
  };
}

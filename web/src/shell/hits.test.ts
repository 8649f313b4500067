import { expect, test } from "vitest";
import type { SearchHit } from "../api/types";
import { entriesOf, pageOf } from "./hits";

const hit = (type: SearchHit["type"], code: string, more: Partial<SearchHit> = {}): SearchHit => ({
  type,
  id: `id-${code}`,
  code,
  title: "",
  detail: "",
  exact: false,
  ...more,
});
const none = () => undefined;

test("work is opened at the station by who packs, and in its order by others", () => {
  const work = hit("fulfillment_order", "1001-1", { order_id: "ord_1" });
  expect(pageOf(work, true)).toEqual({ to: "/fulfillment/station/$id", params: { id: "id-1001-1" } });
  expect(pageOf(work, false)).toEqual({ to: "/orders/$id", params: { id: "ord_1" } });
});

test("a parcel leads to its order", () =>
  expect(pageOf(hit("shipment", "1Z9", { order_id: "ord_1" }), true).params).toEqual({ id: "ord_1" }));

test("the exact one comes first, once", () => {
  const exact = hit("sku", "TEE", { exact: true });
  const groups = [
    { type: "order" as const, items: [hit("order", "1001")] },
    { type: "sku" as const, items: [exact, hit("sku", "TEE-RED")] },
  ];
  expect(entriesOf({ exact, groups }, none).map(({ group, name }) => [group, name])).toEqual([
    ["exact", "TEE"],
    ["order", "1001"],
    ["sku", "TEE-RED"],
  ]);
});

test("an entry opens what it stands for", () => {
  const opened: string[] = [];
  const groups = [{ type: "order" as const, items: [hit("order", "1001")] }];
  entriesOf({ groups }, (found) => opened.push(found.id))[0]!.run();
  expect(opened).toEqual(["id-1001"]);
});

import { expect, test } from "vitest";
import { fieldsOf } from "./skuForm";

test("a form of a SKU is read as the API takes it", () => {
  const form = new FormData();
  form.set("title", " Tee red M ");
  form.set("weight_grams", "180");
  form.set("length_mm", "");
  form.set("origin_country", "pt");
  form.set("unfillable", "unallocated");
  const fields = fieldsOf(form, [
    { sku: " TEE ", quantity: 2 },
    { sku: "", quantity: 1 },
  ]);
  expect(fields).toMatchObject({
    title: "Tee red M",
    barcode: "",
    weight_grams: 180,
    length_mm: 0,
    origin_country: "PT",
    unfillable: "unallocated",
    active: false,
    components: [{ sku: "TEE", quantity: 2 }],
  });
});

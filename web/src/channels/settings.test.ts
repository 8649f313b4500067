import { expect, test } from "vitest";
import type { DriverField } from "../api/types";
import { settingsOf } from "./settings";

const field = (name: string, kind: string, secret = false): DriverField => ({
  name,
  kind,
  secret,
  label: name,
  help: "",
  required: false,
});

test("settings are read by their declarations", () => {
  const form = new FormData();
  form.set("shop", " example.myshopify.com ");
  form.set("token", "");
  form.set("api_secret", "s3cret");
  form.set("since", "");
  const fields = [
    field("shop", "host"),
    field("token", "text", true),
    field("api_secret", "text", true),
    field("since", "date"),
    field("dry", "toggle"),
  ];
  expect(settingsOf(fields, form)).toEqual({
    shop: "example.myshopify.com",
    api_secret: "s3cret",
    since: "",
    dry: "false",
  });
});

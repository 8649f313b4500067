import type { DriverField } from "../api/types";

/** The prefix by which the server names a setting that is wrong. */
export const faultPrefix = "settings.";

/**
 * Reads the settings of a driver's form. A secret that was left empty is not
 * named, so that the one that is set stays; any other empty value says "none".
 */
export function settingsOf(fields: DriverField[], form: FormData): Record<string, string> {
  const named: Record<string, string> = {};
  for (const field of fields) {
    const value = valueOf(field, form);
    if (value !== "" || !field.secret) named[field.name] = value;
  }
  return named;
}

function valueOf({ name, kind }: DriverField, form: FormData): string {
  if (kind === "toggle") return form.get(name) === null ? "false" : "true";
  return String(form.get(name) ?? "").trim();
}

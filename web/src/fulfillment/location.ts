import type { Location } from "../api/types";

const key = "switchyard-location";

/** Keeps the location that this browser works at. */
export const rememberLocation = (code: string) => localStorage.setItem(key, code);

/** The location of the address, else the one of the last time, else the first. */
export function locationOf(inAddress: string | undefined, all: Location[] | undefined): string {
  const known = (code: string | null | undefined) => all?.some((one) => one.code === code) && code;
  return known(inAddress) || known(localStorage.getItem(key)) || all?.[0]?.code || "";
}

import type { RateQuestion, RoutingPolicy } from "../api/types";

/** A parcel and where it goes, as it is typed. */
export type Parcel = {
  location: string;
  country: string;
  postal: string;
  method: string;
  grams: number | string;
  length: number | string;
  width: number | string;
  height: number | string;
};

export const emptyParcel: Parcel = {
  location: "",
  country: "",
  postal: "",
  method: "",
  grams: 1000,
  length: "",
  width: "",
  height: "",
};

/** The question for the server; null while something is missing. */
export function questionOf(parcel: Parcel, policy: RoutingPolicy): RateQuestion | null {
  const country = parcel.country.trim().toUpperCase();
  const grams = Number(parcel.grams);
  if (parcel.location === "" || country.length !== 2 || parcel.grams === "" || grams < 0) return null;
  return {
    location: parcel.location,
    destination: { country_code: country, ...(parcel.postal && { postal_code: parcel.postal.trim() }) },
    ...(parcel.method.trim() && { shipping_method: parcel.method.trim() }),
    weight_grams: grams,
    length_mm: Number(parcel.length) || 0,
    width_mm: Number(parcel.width) || 0,
    height_mm: Number(parcel.height) || 0,
    policy,
  };
}

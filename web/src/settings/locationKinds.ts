import type { Location } from "../api/types";
import { t } from "../text";

/** What a location may be. */
export const kinds: Location["kind"][] = ["warehouse", "store", "3pl", "supplier", "virtual"];

/** A kind in words. */
export const kindName = (kind: Location["kind"]) => t(`locations.${kind}`);

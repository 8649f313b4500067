import { home } from "./home";
import { orders } from "./orders";
import { shell } from "./shell";
import { status } from "./status";

/** The texts of a first visit, in German. */
export const first = { ...home, ...orders, ...shell, ...status };
